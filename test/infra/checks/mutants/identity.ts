import { append, attribute, drop, put, remove } from "../edits.ts";
import { arn, type Mutants, mutant } from "./mutant.ts";

export const identity: Mutants = {
  "app-clients": [
    mutant("the implicit flow", "MembersClient", append("MembersClient", "AllowedOAuthFlows", "implicit")),
    mutant(
      "a password flow",
      "MembersClient",
      append("MembersClient", "ExplicitAuthFlows", "ALLOW_USER_PASSWORD_AUTH"),
    ),
    mutant(
      "the account's own scope",
      "MembersClient",
      append("MembersClient", "AllowedOAuthScopes", "aws.cognito.signin.user.admin"),
    ),
    mutant("hints of who exists", "MembersClient", drop("MembersClient", "PreventUserExistenceErrors")),
    mutant("a secret", "MembersClient", put("MembersClient", "GenerateSecret", true)),
    mutant("tokens of an hour", "WorkforceClient", put("WorkforceClient", "AccessTokenValidity", 60)),
    mutant("no sign-in pages", "MembersClient", (resources) => {
      for (const [id, { Type }] of Object.entries(resources)) {
        if (Type === "AWS::Cognito::ManagedLoginBranding") delete resources[id];
      }
    }),
    mutant("scopes that may come later", "MembersClient", attribute("MembersClient", "DependsOn", [])),
  ],
  "members-factors": [
    mutant("codes and a second factor", "MembersPool", put("MembersPool", "MfaConfiguration", "ON")),
    mutant("a second factor at will", "MembersPool", put("MembersPool", "MfaConfiguration", "OPTIONAL")),
    mutant(
      "no passkeys",
      "MembersPool",
      put("MembersPool", "Policies.SignInPolicy.AllowedFirstAuthFactors", ["PASSWORD", "EMAIL_OTP"]),
    ),
    mutant(
      "a passkey of whoever holds the device",
      "MembersPool",
      put("MembersPool", "WebAuthnUserVerification", "preferred"),
    ),
    mutant(
      "passkeys of a name that Cognito chooses",
      "MembersPool",
      drop("MembersPool", "WebAuthnRelyingPartyID"),
    ),
    mutant("no pool", "MembersPool", remove("MembersPool")),
  ],
  "pool-domain": [
    mutant("a word of AWS's", "MembersDomain", put("MembersDomain", "Domain", "kith-cognito-members")),
    mutant("the old pages", "MembersDomain", put("MembersDomain", "ManagedLoginVersion", 1)),
  ],
  "pool-plan": [
    mutant(
      "threat protection on ESSENTIALS",
      "MembersPool",
      put("MembersPool", "UserPoolAddOns", { AdvancedSecurityMode: "ENFORCED" }),
    ),
    mutant("LITE", "MembersPool", put("MembersPool", "UserPoolTier", "LITE")),
  ],
  "pools-closed": [
    mutant("a pool that can be deleted", "MembersPool", put("MembersPool", "DeletionProtection", "INACTIVE")),
    mutant(
      "open registration",
      "MembersPool",
      put("MembersPool", "AdminCreateUserConfig.AllowAdminCreateUserOnly", false),
    ),
    mutant(
      "passwords by mail",
      "MembersPool",
      put("MembersPool", "AccountRecoverySetting.RecoveryMechanisms.0.Name", "verified_email"),
    ),
    mutant(
      "a trigger",
      "WorkforcePool",
      put("WorkforcePool", "LambdaConfig", { PreSignUp: arn("PeopleFunction") }),
    ),
    mutant("an attribute of its own", "MembersPool", put("MembersPool", "Schema", [{ Name: "diagnosis" }])),
    mutant("names with capitals", "MembersPool", drop("MembersPool", "UsernameConfiguration")),
  ],
  "workforce-factors": [
    mutant("one factor", "WorkforcePool", put("WorkforcePool", "MfaConfiguration", "OPTIONAL")),
    mutant("text messages", "WorkforcePool", put("WorkforcePool", "EnabledMfas", ["SMS_MFA"])),
    mutant(
      "codes and a second factor",
      "WorkforcePool",
      put("WorkforcePool", "Policies.SignInPolicy.AllowedFirstAuthFactors", ["PASSWORD", "EMAIL_OTP"]),
    ),
  ],
};
