import { Aws, Fn, Stack } from "aws-cdk-lib";
import { CfnUserPool, type CfnUserPoolDomainProps, type CfnUserPoolProps } from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { PoolName } from "../scopes.ts";
import type { TenantConfig } from "../tenant-config.ts";
import type { Pools } from "./environment.ts";
import { kept, stackSuffix } from "./names.ts";
import { completePool } from "./user-pool.ts";

/** Hours: a member stays signed in for a month, staff for a shift. */
const MEMBER_SESSION = 30 * 24;
const STAFF_SESSION = 8;

/** Both user pools of a tenant. @param keyArn customer key under which Cognito stores the people. */
export function tenantPools(parent: Construct, keyArn: string, config: TenantConfig): Pools {
  const scope = new Construct(parent, "Identity");
  const callbackUrls = callbacksOf(config);
  const common = { ...shared(keyArn), ...mailOf(scope, config) };
  const members = new Construct(scope, "Members");
  const workforce = new Construct(scope, "Workforce");
  return {
    members: completePool(members, "members", {
      pool: kept("MembersPool", new CfnUserPool(members, "Pool", { ...common, ...membersOnly(config) })),
      domain: membersDomain(config),
      callbackUrls,
      sessionHours: MEMBER_SESSION,
    }),
    workforce: completePool(workforce, "workforce", {
      pool: kept("WorkforcePool", new CfnUserPool(workforce, "Pool", { ...common, ...workforceOnly })),
      domain: { domain: prefix(config, "workforce") },
      callbackUrls,
      sessionHours: STAFF_SESSION,
    }),
  };
}

/**
 * No `schema`: attributes can be added but never removed or changed, so there are none of our own; what Kith knows of a
 * person is in its tables.
 */
const shared = (keyArn: string): CfnUserPoolProps => ({
  userPoolTier: "ESSENTIALS",
  deletionProtection: "ACTIVE",
  keyConfiguration: { keyType: "CUSTOMER_MANAGED_KEY", kmsKeyArn: keyArn },
  adminCreateUserConfig: { allowAdminCreateUserOnly: true },
  usernameConfiguration: { caseSensitive: false },
  aliasAttributes: ["email"],
  autoVerifiedAttributes: ["email"],
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
  // Only an administrator can reset an account: no password can be set by whoever reads the mail.
  accountRecoverySetting: { recoveryMechanisms: [{ name: "admin_only", priority: 1 }] },
});

const passwordPolicy = {
  minimumLength: 14,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  requireUppercase: true,
  temporaryPasswordValidityDays: 7,
};

/**
 * Passkey or e-mail code. MFA is off: with it optional, whoever turns on a second factor can no longer sign in with
 * either. Cognito does not let PASSWORD be taken off the list; nobody has one.
 */
const membersOnly = (config: TenantConfig): CfnUserPoolProps => ({
  mfaConfiguration: "OFF",
  policies: {
    passwordPolicy,
    signInPolicy: { allowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] },
  },
  webAuthnRelyingPartyId: relyingParty(config),
  webAuthnUserVerification: "required",
});

const workforceOnly: CfnUserPoolProps = {
  mfaConfiguration: "ON",
  enabledMfas: ["SOFTWARE_TOKEN_MFA"],
  policies: { passwordPolicy, signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] } },
};

function mailOf(scope: Construct, { mail }: TenantConfig): CfnUserPoolProps {
  if (mail === "none") return { emailConfiguration: { emailSendingAccount: "COGNITO_DEFAULT" } };
  const sourceArn = Stack.of(scope).formatArn({
    service: "ses",
    resource: "identity",
    resourceName: mail.from.slice(mail.from.indexOf("@") + 1),
  });
  return { emailConfiguration: { emailSendingAccount: "DEVELOPER", from: mail.from, sourceArn } };
}

function membersDomain(config: TenantConfig): Omit<CfnUserPoolDomainProps, "userPoolId"> {
  const { authDomain } = config.identity;
  if (authDomain === "prefix") return { domain: prefix(config, "members") };
  return {
    domain: authDomain.name,
    customDomainConfig: { certificateArn: authDomain.certificateArn },
  };
}

/** Passkeys are bound to this name for ever. */
function relyingParty(config: TenantConfig): string {
  const { authDomain } = config.identity;
  if (authDomain !== "prefix") return authDomain.name;
  return Fn.join(".", [prefix(config, "members"), "auth", Aws.REGION, "amazoncognito.com"]);
}

function prefix({ tenant }: TenantConfig, pool: PoolName): string {
  return Fn.join("-", ["kith", tenant.id, pool, stackSuffix()]);
}

function callbacksOf({ identity, origins: [origin] }: TenantConfig): readonly string[] {
  return identity.callbackUrls ?? [`${origin ?? "http://localhost:3000"}/signed-in`];
}
