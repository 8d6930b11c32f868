import { z } from "zod";
import { functionNames } from "./functions.ts";
import type { TableName } from "./tables.ts";
import { crossChecks } from "./tenant-file/cross-checks.ts";
import {
  certificateArn,
  choice,
  day,
  email,
  group,
  hostName,
  identifier,
  origin,
  pageAddress,
  physicalTable,
  plainText,
  tableStream,
  timeZone,
  whole,
  wordOr,
  zoneId,
} from "./tenant-file/fields.ts";
import { backup, objectLock, recovery, roles } from "./tenant-file/keeping.ts";
import { notes } from "./tenant-file/notes.ts";

const LOSES_PASSKEYS = { change: "no: every passkey would be lost" };
const OLD_ADDRESS = { change: "yes, but the address before stops answering" };
const FIXED = { change: "no: it would be another tenant" };

const tenant = group({
  id: identifier(
    /^(?!.*(?:aws|amazon|cognito|--))[a-z][a-z0-9-]{1,23}[a-z0-9]$/,
    'a short name in quotes: 3 to 25 of a-z, 0-9 and -, a letter first, without "aws", "amazon" or "cognito"',
  )
    .describe(
      "Short name of the health system, in quotes. Part of names in AWS; fixed after the first deploy.",
    )
    .register(notes, FIXED),
  legalEntity: plainText("the covered entity's legal name, one line of at most 120 characters").describe(
    "Legal name of the covered entity. Free text: never part of a name or tag in AWS.",
  ),
  displayName: plainText("the name that patients know, one line of at most 120 characters")
    .optional()
    .describe("Name that patients know. Default: legalEntity."),
  timeZone: timeZone().describe(
    "Where the health system is, for example America/Chicago. Kept for later releases: days are UTC today.",
  ),
});

const aws = group({
  account: identifier(/^\d{12}$/, "the 12 digits of the AWS account, in quotes")
    .describe(
      "AWS account, in quotes: read as a number it would lose its leading zeros. Fixed after the first deploy.",
    )
    .register(notes, FIXED),
  region: identifier(/^[a-z]{2}(?:-gov)?-[a-z]+-\d$/, 'the AWS region in quotes, for example "us-east-1"')
    .describe("AWS region, in quotes. Fixed after the first deploy.")
    .register(notes, FIXED),
});

const contacts = group({
  // On record only, but for onCall: the alarms' topic mails it.
  security: email().describe(
    "Who is to be told of a security incident: an address of a role, not of a person. On record; Kith sends nothing to it yet.",
  ),
  privacy: email().describe("Who is to be asked about privacy. On record; Kith sends nothing to it yet."),
  onCall: email().describe("Who is told by mail when an alarm rings: an address of a role, not of a person."),
});

const agreement = group({
  baaConfirmed: day().describe("Day on which the business associate agreement with AWS was confirmed."),
});

const identity = group({
  authDomain: wordOr(
    "prefix",
    group({
      name: hostName().describe("Own name of the members' sign-in.").register(notes, LOSES_PASSKEYS),
      certificateArn: certificateArn("us-east-1").describe("Issued certificate for that name."),
    }),
  )
    .describe(
      "Name of the members' sign-in and of their passkeys: `prefix` for a generated name of AWS, or your own. Fixed before the first invitation: a change makes every passkey useless.",
    )
    .register(notes, LOSES_PASSKEYS),
  callbackUrls: z
    .array(pageAddress())
    .min(1, "must name at least one page, or be left out")
    .max(20, "must name at most 20 pages")
    .optional()
    .describe(
      "Pages to which the sign-in returns. Default: <origin>/signed-in; in a test environment without an origin http://localhost:3000/signed-in.",
    )
    .register(notes, { form: "a list of 1 to 20 https:// addresses without query and fragment" }),
});

const restoredTable = physicalTable().describe(
  "Restored table that takes the place of the stack's own. Left out: the stack's own table.",
);

const restored = group({ physical: restoredTable }).optional();
const restoredWithStream = group({
  physical: restoredTable,
  streamArn: tableStream().describe(
    "Stream of the restored table, which has none of its own: turn one on, of keys only, and name it here.",
  ),
}).optional();

const tables = group({
  community: restoredWithStream,
  keyring: restored,
  audit: restored,
  "audit-keys": restored,
  "audit-index": restored,
} satisfies Record<TableName, unknown>);

const reserved = whole(1, 1_000).describe(
  "Reserved concurrency of a function; only where the account's quota allows it. Left out: none reserved.",
);

const limits = group({
  requestsPerSecond: whole(1, 10_000).default(200).describe("Steady requests per second of the whole API."),
  burst: whole(1, 5_000).default(400).describe("Requests at once."),
  requestsPerAddress: whole(100, 20_000_000)
    .default(10_000)
    .describe("Requests of one internet address in five minutes; a clinic's network may be one address."),
  signInRequestsPerAddress: whole(10, 20_000_000)
    .default(300)
    .describe(
      "The same at the sign-in of both pools, where each request may mail a code. One sign-in takes several.",
    ),
  lambdaReserved: group(Object.fromEntries(functionNames.map((name) => [name, reserved.optional()])))
    .prefault({})
    .describe("Reserved concurrency per function; only where the account's quota allows it."),
});

/** One health system: what a file of tenants/ may say. Unknown fields are refused. */
export const tenantFile = group({
  environment: choice(["production", "test"])
    .default("production")
    .describe("A test environment may do without mail and use http://localhost. Never for real patients."),
  tenant,
  aws,
  contacts,
  domain: wordOr(
    "none",
    group({
      name: hostName().describe("Own name of the API.").register(notes, OLD_ADDRESS),
      certificateArn: certificateArn("the region of aws.region").describe(
        "Issued certificate for that name.",
      ),
    }),
  )
    .describe("Own name of the API with an issued certificate, or none for a name of AWS.")
    .register(notes, OLD_ADDRESS),
  identity,
  mail: wordOr("none", group({ from: email().describe("Address from which the codes come.") })).describe(
    "Sender of the sign-in codes: an address whose domain is a verified identity of Amazon SES in the same region. `none` sends at most 50 messages a day and is for tests only.",
  ),
  agreement,
  network: choice(["public", "vpc"])
    .default("public")
    .describe(
      "`vpc`: the functions that can open content are in a network of the tenant's own without a way out. Costs some $15 a month.",
    ),
  zones: z
    .tuple([zoneId(), zoneId()], "must name two zones")
    .optional()
    .describe("With network vpc: the two zones to use. Default: the first two of the account.")
    .register(notes, { form: 'two zone ids of the region, for example ["use1-az1", "use1-az2"]' }),
  origins: z
    .array(origin())
    .max(1, "must name at most one origin: the gateway's own answers can name only one")
    .default([])
    .describe("Web origin whose pages may call the API from a browser.")
    .register(notes, { form: "a list of at most one https:// origin" }),
  audit: group({ objectLock: objectLock.prefault({}) }).prefault({}),
  data: group({ tables: tables.prefault({}) })
    .prefault({})
    .describe("Restored tables: the physical name to use in place of the stack's own table."),
  backup: backup.prefault({}),
  recovery: recovery.prefault("none"),
  roles: roles.prefault({}).describe("Roles of your own for what cannot be undone."),
  limits: limits.prefault({}),
}).superRefine(crossChecks);

export { lockModeOf } from "./tenant-file/keeping.ts";
export type TenantConfig = z.output<typeof tenantFile>;
