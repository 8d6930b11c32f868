import type { z } from "zod";
import { lockModeOf } from "./keeping.ts";

/** The part of a tenant file that rules across several fields look at. */
interface Facts {
  readonly environment: "production" | "test";
  readonly tenant: { readonly id: string };
  readonly aws: { readonly account: string; readonly region: string };
  readonly network: "public" | "vpc";
  readonly zones?: readonly string[] | undefined;
  readonly domain: "none" | { readonly certificateArn: string };
  readonly identity: {
    readonly authDomain: "prefix" | { readonly certificateArn: string };
    readonly callbackUrls?: readonly string[] | undefined;
  };
  readonly mail: "none" | object;
  readonly data: {
    readonly tables: {
      readonly community?: { readonly physical: string; readonly streamArn: string } | undefined;
    };
  };
  readonly origins: readonly string[];
  readonly audit: {
    readonly objectLock: {
      readonly mode?: LockMode | undefined;
      readonly years: number;
      readonly confirmForAccount?: string | undefined;
    };
  };
  readonly backup: {
    readonly years: number;
    readonly vaultLock: { readonly mode: LockMode; readonly confirmForAccount?: string | undefined };
  };
  readonly recovery: "none" | { readonly vaultArn: string };
  readonly roles: { readonly offBoarding?: string | undefined; readonly breakGlass?: string | undefined };
}

type LockMode = "governance" | "compliance";

interface Rule {
  readonly path: readonly string[];
  readonly refuses: (facts: Facts) => boolean;
  readonly message: string;
}

const rules: readonly Rule[] = [
  {
    path: ["tenant", "id"],
    refuses: ({ tenant }) => tenant.id.startsWith("account-baseline"),
    message:
      'must not begin with "account-baseline": the stack that all tenants of an account share has that name',
  },
  {
    path: ["aws", "region"],
    refuses: ({ aws }) => /^(?:us-gov|cn)-/.test(aws.region),
    message:
      "cannot be of GovCloud or China yet: the sign-in's host names are those of AWS's commercial regions. Choose one of those",
  },
  {
    path: ["zones"],
    refuses: ({ network, zones }) => network === "public" && zones !== undefined,
    message: "has no meaning without network: vpc: leave the field out",
  },
  {
    path: ["zones"],
    refuses: ({ zones = [] }) => new Set(zones).size !== zones.length,
    message: "must name two different zones: in one alone, its failure would be the tenant's",
  },
  {
    path: ["mail"],
    refuses: ({ environment, mail }) => environment === "production" && mail === "none",
    message:
      "cannot be none in production: without a sender in Amazon SES the sign-in stops at 50 messages a day. Write mail: {from: <address>}, or environment: test",
  },
  {
    path: ["domain", "certificateArn"],
    refuses: ({ domain, aws }) => domain !== "none" && regionOf(domain.certificateArn) !== aws.region,
    message: "must be a certificate of the region in aws.region: request it there",
  },
  {
    path: ["identity", "authDomain", "certificateArn"],
    refuses: ({ identity: { authDomain } }) =>
      authDomain !== "prefix" && regionOf(authDomain.certificateArn) !== "us-east-1",
    message: "must be a certificate of us-east-1, wherever the stack is: the sign-in takes no other",
  },
  {
    path: ["identity", "callbackUrls"],
    refuses: ({ environment, origins, identity: { callbackUrls } }) =>
      environment === "production" && origins.length === 0 && callbackUrls === undefined,
    message: "is missing: without a web origin, production needs the pages to which the sign-in returns",
  },
  {
    path: ["identity", "callbackUrls"],
    refuses: ({ environment, identity }) => environment === "production" && someLocal(identity.callbackUrls),
    message: "must not name http://localhost in production: write https:// pages, or environment: test",
  },
  {
    path: ["origins"],
    refuses: ({ environment, origins }) => environment === "production" && someLocal(origins),
    message: "must not name http://localhost in production: write an https:// origin, or environment: test",
  },
  {
    path: ["audit", "objectLock", "mode"],
    refuses: ({ environment, audit: { objectLock } }) =>
      environment === "test" && objectLock.mode === "compliance",
    message: "must be governance in a test environment: a compliance lock can never be taken off again",
  },
  {
    path: ["audit", "objectLock", "confirmForAccount"],
    refuses: (facts) =>
      lockModeOf(facts) === "compliance" && facts.audit.objectLock.confirmForAccount !== facts.aws.account,
    message:
      "must repeat aws.account: with mode compliance, the default of production, nobody can delete the trail for the years given, so the account is asked twice. Or write mode: governance",
  },
  {
    path: ["audit", "objectLock", "years"],
    refuses: ({ environment, audit: { objectLock } }) => environment === "production" && objectLock.years < 6,
    message: "must be at least 6 in production: HIPAA asks for six years (45 CFR 164.316(b)(2)(i))",
  },
  {
    path: ["backup", "years"],
    refuses: ({ environment, backup }) => environment === "production" && backup.years < 6,
    message: "must be at least 6 in production: the trail is in these backups (45 CFR 164.316(b)(2)(i))",
  },
  {
    path: ["backup", "vaultLock", "mode"],
    refuses: ({ environment, backup: { vaultLock } }) =>
      environment === "test" && vaultLock.mode === "compliance",
    message: "must be governance in a test environment: a compliance lock can never be taken off again",
  },
  {
    path: ["backup", "vaultLock", "confirmForAccount"],
    refuses: ({ aws, backup: { vaultLock } }) =>
      vaultLock.mode === "compliance" && vaultLock.confirmForAccount !== aws.account,
    message:
      "must repeat aws.account: with mode compliance nobody can delete a backup for the years given, so the account is asked twice",
  },
  {
    path: ["recovery", "vaultArn"],
    refuses: ({ aws, recovery }) =>
      recovery !== "none" &&
      (accountOf(recovery.vaultArn) === aws.account || regionOf(recovery.vaultArn) === aws.region),
    message: "must be a vault of another account and another region: it is there for when these are lost",
  },
  {
    path: ["roles", "offBoarding"],
    refuses: ({ aws, roles }) => isForeign(roles.offBoarding, aws.account),
    message: "must be a role of aws.account",
  },
  {
    path: ["roles", "breakGlass"],
    refuses: ({ aws, roles }) => isForeign(roles.breakGlass, aws.account),
    message: "must be a role of aws.account",
  },
  {
    path: ["roles", "breakGlass"],
    refuses: ({ roles }) => roles.breakGlass !== undefined && roles.breakGlass === roles.offBoarding,
    message: "must not be the role of offBoarding: one destroys keys, the other brings keys back",
  },
  {
    path: ["data", "tables", "community", "streamArn"],
    refuses: ({ aws, data }) =>
      data.tables.community !== undefined && !isStreamOf(data.tables.community, aws),
    message: "must be a stream of the table in physical, in aws.account and aws.region",
  },
];

/** Rules across several fields of a tenant file, each with the sentence for its refusal. */
export function crossChecks(facts: Facts, context: z.RefinementCtx): void {
  for (const { path, refuses, message } of rules) {
    if (refuses(facts)) context.addIssue({ code: "custom", path: [...path], message });
  }
}

function isStreamOf(
  { physical, streamArn }: { readonly physical: string; readonly streamArn: string },
  { account, region }: Facts["aws"],
): boolean {
  const [, , , streamRegion, streamAccount, resource = ""] = streamArn.split(":");
  return streamRegion === region && streamAccount === account && resource.startsWith(`table/${physical}/`);
}

function isForeign(role: string | undefined, account: string): boolean {
  return role !== undefined && accountOf(role) !== account;
}

function accountOf(arn: string): string | undefined {
  return arn.split(":")[4];
}

function regionOf(arn: string): string | undefined {
  return arn.split(":")[3];
}

function someLocal(addresses: readonly string[] | undefined): boolean {
  return addresses?.some((address) => address.startsWith("http:")) ?? false;
}
