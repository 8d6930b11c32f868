import type { SearchableLog } from "../kernel/audit.ts";
import type { ReadLogReport } from "../kernel/log.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { membershipStore } from "../members/membership-store.ts";

/** What the endpoints of the trail are given: the trail itself, which no other slice can read. */
export const auditStores =
  (tenant: string, log: SearchableLog, report: ReadLogReport) => (ports: RequestPorts) => ({
    tenant,
    log,
    report,
    trail: ports.trail,
    cursors: ports.cursors,
    memberships: membershipStore(ports),
  });
export type AuditStores = ReturnType<ReturnType<typeof auditStores>>;
