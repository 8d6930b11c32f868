import { accessLogFormat } from "./access-log-format.ts";
import { alarmsHeard } from "./alarms-heard.ts";
import { apiAnswers } from "./api-answers.ts";
import { apiFunctions } from "./api-functions.ts";
import { apiSize } from "./api-size.ts";
import { apiStage } from "./api-stage.ts";
import { appClients } from "./app-clients.ts";
import { auditAddOnly } from "./audit-add-only.ts";
import { backupLifecycle } from "./backup-lifecycle.ts";
import { backupSelection } from "./backup-selection.ts";
import { bucketClosed } from "./bucket-closed.ts";
import { bucketWrites } from "./bucket-writes.ts";
import { customerKey } from "./customer-key.ts";
import { deadLetters } from "./dead-letters.ts";
import { firewallBefore } from "./firewall-before.ts";
import { firewallLog } from "./firewall-log.ts";
import { firewallRules } from "./firewall-rules.ts";
import { functionCallers } from "./function-callers.ts";
import { functionEnvironment } from "./function-environment.ts";
import { functionLogs } from "./function-logs.ts";
import { functionPermissions } from "./function-permissions.ts";
import { kept } from "./kept.ts";
import { keyAdministration } from "./key-administration.ts";
import { keyPolicies } from "./key-policies.ts";
import { keyReferences } from "./key-references.ts";
import { keyRotation } from "./key-rotation.ts";
import { keyWindow } from "./key-window.ts";
import { keyringClosed } from "./keyring-closed.ts";
import { leadingKeys } from "./leading-keys.ts";
import { logRetention } from "./log-retention.ts";
import { membersFactors } from "./members-factors.ts";
import { narrowGrants } from "./narrow-grants.ts";
import { networkInside } from "./network-inside.ts";
import { noCustomResource } from "./no-custom-resource.ts";
import { objectLock } from "./object-lock.ts";
import { physicalNames } from "./physical-names.ts";
import { poolDomain } from "./pool-domain.ts";
import { poolPlan } from "./pool-plan.ts";
import { poolsClosed } from "./pools-closed.ts";
import { routeAuthorizer } from "./route-authorizer.ts";
import type { Rule } from "./rule.ts";
import { sealKey } from "./seal-key.ts";
import { stackSize } from "./stack-size.ts";
import { streamGrants } from "./stream-grants.ts";
import { tableIndexes } from "./table-indexes.ts";
import { tableProtection } from "./table-protection.ts";
import { tableRegion } from "./table-region.ts";
import { tableStream } from "./table-stream.ts";
import { tags } from "./tags.ts";
import { telemetry } from "./telemetry.ts";
import { tlsOnly } from "./tls-only.ts";
import { vaultLock } from "./vault-lock.ts";
import { workforceFactors } from "./workforce-factors.ts";

/** All house rules. They hold for the stack of every tenant, whatever its file says. */
export const rules: readonly Rule[] = [
  accessLogFormat,
  alarmsHeard,
  apiAnswers,
  apiFunctions,
  apiSize,
  apiStage,
  appClients,
  auditAddOnly,
  backupLifecycle,
  backupSelection,
  bucketClosed,
  bucketWrites,
  customerKey,
  deadLetters,
  firewallBefore,
  firewallLog,
  firewallRules,
  functionCallers,
  functionEnvironment,
  functionLogs,
  functionPermissions,
  kept,
  keyAdministration,
  keyPolicies,
  keyReferences,
  keyRotation,
  keyWindow,
  keyringClosed,
  leadingKeys,
  logRetention,
  membersFactors,
  narrowGrants,
  networkInside,
  noCustomResource,
  objectLock,
  physicalNames,
  poolDomain,
  poolPlan,
  poolsClosed,
  routeAuthorizer,
  sealKey,
  stackSize,
  streamGrants,
  tableIndexes,
  tableProtection,
  tableRegion,
  tableStream,
  tags,
  telemetry,
  tlsOnly,
  vaultLock,
  workforceFactors,
];

/** Those of them that also hold for a stack that is no tenant's: what an account has once. */
export const rulesOfAnyStack: readonly Rule[] = [
  bucketWrites,
  kept,
  logRetention,
  narrowGrants,
  noCustomResource,
  stackSize,
  telemetry,
];
