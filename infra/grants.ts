import type { ApiFunction } from "../functions/routes.ts";
import { pathGrants, postGrants, routesOf, signedInGrants } from "../functions/routes.ts";
import { type BucketName, isBucketName } from "./buckets.ts";
import { type FunctionName, isApiFunction, type Worker } from "./functions.ts";
import { isTableName, type TableName } from "./tables.ts";

export type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "ConditionCheckItem";

/** Leave to do some things to the items of a table whose partition key begins with a prefix. */
export interface TableGrant {
  readonly table: TableName;
  readonly prefix: string;
  readonly actions: readonly TableAction[];
}

export type ObjectAction =
  | "GetObject"
  | "PutObject"
  | "PutObjectTagging"
  | "ListBucket"
  | "ListBucketVersions";

/** Leave to do some things to the objects of a bucket whose key begins with a prefix. */
export interface ObjectGrant {
  readonly bucket: BucketName;
  readonly prefix: string;
  readonly actions: readonly ObjectAction[];
}

/** What a row of the routes says that it needs. */
type RouteGrants = ReturnType<typeof routesOf>[number]["grants"];

/** Everything a function may do in AWS. What is not here is denied. */
export interface Grants {
  readonly tables: readonly TableGrant[];
  readonly objects: readonly ObjectGrant[];
  /** Tables whose streams wake it. */
  readonly streams: readonly TableName[];
  /** Direct uses of the `seal` key, always for the purpose `branch`. */
  readonly seal: readonly ("Decrypt" | "GenerateDataKey")[];
  /** Direct uses of the `data` key, always for the purpose `outbox`: leaves tasks for the sign-in, or tells it them. */
  readonly outbox: readonly ("Encrypt" | "Decrypt")[];
  /** Writes audit events: makes and opens the keys of months under the `audit` key. */
  readonly writesEvents: boolean;
  /** Opens the keys of months, and makes none. */
  readonly opensEvents: boolean;
  /** Signs the heads of the sealed log. */
  readonly signs: boolean;
  /** Needs to know which pools' tokens to accept. */
  readonly knowsIssuers: boolean;
  /** Lists the app clients of both pools. */
  readonly listsClients: boolean;
  /** Makes, disables, enables and signs out accounts of both pools. */
  readonly tellsAccounts: boolean;
}

const nothing: Grants = {
  tables: [],
  objects: [],
  streams: [],
  seal: [],
  outbox: [],
  writesEvents: false,
  opensEvents: false,
  signs: false,
  knowsIssuers: false,
  listsClients: false,
  tellsAccounts: false,
};

/** One item by its key. */
const get = (place: string): TableGrant => grant(place, ["GetItem"]);
/** Several items by their keys, in one call. */
const batchGet = (place: string): TableGrant => grant(place, ["BatchGetItem"]);
/** Pages of one partition. */
const query = (place: string): TableGrant => grant(place, ["Query"]);
const put = (place: string): TableGrant => grant(place, ["PutItem"]);
const update = (place: string): TableGrant => grant(place, ["UpdateItem"]);
const remove = (place: string): TableGrant => grant(place, ["DeleteItem"]);
const check = (place: string): TableGrant => grant(place, ["ConditionCheckItem"]);
/** Objects by their keys, all of which are there: of an absent one AWS says that it may not be read. */
const read = (place: string): ObjectGrant => objects(place, ["GetObject"]);
/** Objects by their keys, of which some may be absent: AWS says so to whoever may list them. */
const find = (place: string): ObjectGrant => objects(place, ["GetObject", "ListBucket"]);
/** The same, and new ones. */
const keep = (place: string): ObjectGrant => objects(place, ["GetObject", "ListBucket", "PutObject"]);

const writingEvents: readonly TableGrant[] = [
  put("audit/D#"),
  get("audit-keys/MONTH#"),
  put("audit-keys/MONTH#"),
];
const readingBranchKeys: readonly TableGrant[] = [batchGet("keyring/BRANCH#"), batchGet("keyring/TENANT#")];

/** API functions that open what members wrote. */
const openMembersKeys: ReadonlySet<ApiFunction> = new Set<ApiFunction>(["people", "community"]);

/** What a function may do: from the grants of its routes, or from what its work as a worker needs. */
export function grantsOf(name: FunctionName): Grants {
  return isApiFunction(name) ? grantsOfRoutes(name) : workerGrants[name];
}

function grantsOfRoutes(name: ApiFunction): Grants {
  const routes = routesOf(name);
  if (routes.every(({ scope }) => scope === null)) return openGrants(routes);
  return {
    ...nothing,
    tables: [
      ...tableGrants(signedInGrants),
      ...(routes.some(({ method }) => method === "POST") ? tableGrants(postGrants) : []),
      ...readingBranchKeys,
      ...(openMembersKeys.has(name) ? [batchGet("keyring/MEMBER#")] : []),
      ...writingEvents,
      batchGet("audit-keys/TOKEN#"),
      ...routes.flatMap((route) => [...tableGrants(pathGrants(route)), ...tableGrants(route.grants)]),
    ],
    objects: routes.flatMap(({ grants }) => [
      ...(grants.objects ?? []).map(read),
      ...(grants.finds ?? []).map(find),
    ]),
    seal: ["Decrypt"],
    outbox: routes.some(({ grants }) => grants.puts?.includes("community/OUTBOX#")) ? ["Encrypt"] : [],
    writesEvents: true,
    knowsIssuers: true,
  };
}

/** A function that knows nobody reads what is published, and says where to sign in. */
const openGrants = (routes: ReturnType<typeof routesOf>): Grants => ({
  ...nothing,
  tables: routes.flatMap(({ grants }) => tableGrants(grants)),
  knowsIssuers: true,
});

function tableGrants({
  gets = [],
  batchGets = [],
  queries = [],
  puts = [],
  updates = [],
  removes = [],
  checks = [],
}: RouteGrants): readonly TableGrant[] {
  return [
    ...gets.map(get),
    ...batchGets.map(batchGet),
    ...queries.map(query),
    ...puts.map(put),
    ...updates.map(update),
    ...removes.map(remove),
    ...checks.map(check),
  ];
}

const workerGrants: Readonly<Record<Worker, Grants>> = {
  rotation: {
    ...nothing,
    tables: [batchGet("keyring/BRANCH#"), put("keyring/BRANCH#"), put("keyring/TENANT#"), ...writingEvents],
    seal: ["GenerateDataKey"],
    writesEvents: true,
  },
  "pool-keys": {
    ...nothing,
    tables: [
      get("community/CONFIG#"),
      put("community/CONFIG#"),
      update("community/CONFIG#"),
      ...writingEvents,
    ],
    writesEvents: true,
    knowsIssuers: true,
    listsClients: true,
  },
  identity: {
    ...nothing,
    tables: [
      get("community/OUTBOX#"),
      query("community/OUTBOX#"),
      // Whose turn it is to tell.
      put("community/OUTBOX#"),
      update("community/OUTBOX#"),
      remove("community/OUTBOX#"),
      ...writingEvents,
    ],
    outbox: ["Decrypt"],
    writesEvents: true,
    tellsAccounts: true,
  },
  jobs: {
    ...nothing,
    tables: [
      ...readingBranchKeys,
      query("community/JOBS#"),
      remove("community/JOBS#"),
      get("community/JOB#"),
      put("community/JOB#"),
      update("community/JOB#"),
      // Whoever sent the file, and where it invites to, must still be as they were.
      ...["community/MEMBER#", "community/PROGRAM#"].flatMap((place) => [batchGet(place), check(place)]),
      // Whom an address has brought in already.
      get("community/MEMBER#"),
      batchGet("community/EMAIL#"),
      get("community/INVITATION#"),
      batchGet("community/INVITATION#"),
      put("community/INVITATION#"),
      update("community/INVITATION#"),
      put("community/OUTBOX#"),
      ...writingEvents,
    ],
    seal: ["Decrypt"],
    outbox: ["Encrypt"],
    writesEvents: true,
  },
  setup: {
    ...nothing,
    tables: [
      ...readingBranchKeys,
      put("community/PROGRAM#"),
      put("community/PROGRAMS#"),
      put("community/PUBLIC#"),
      put("community/SPACE#"),
      put("community/THREAD#"),
      // An invitation that expired before it was accepted is renewed.
      get("community/INVITATION#"),
      put("community/INVITATION#"),
      update("community/INVITATION#"),
      ...writingEvents,
    ],
    seal: ["Decrypt"],
    writesEvents: true,
  },
  // No event and no key: it counts what others have written with theirs (docs/decisions/0011).
  activity: {
    ...nothing,
    tables: [
      get("community/THREAD#"),
      query("community/THREAD#"),
      update("community/THREAD#"),
      batchGet("community/SPACE#"),
      query("community/SPACE#"),
      put("community/SPACE#"),
      update("community/SPACE#"),
    ],
    streams: ["community"],
  },
  // No event and no key of events: what it does is the log, and it seals what it cannot open.
  sealer: {
    ...nothing,
    tables: [
      get("audit-keys/LOG#"),
      put("audit-keys/LOG#"),
      update("audit-keys/LOG#"),
      put("audit-keys/VIOL#"),
      // After a gap in the stream, what only the table knows.
      query("audit/D#"),
    ],
    objects: [
      ...["worm/seg/", "worm/tile/", "worm/checkpoints/", "worm/odd/", "edge/checkpoint"].map(keep),
      objects("worm/log.vkey", ["PutObject"]),
      objects("edge/tile/", ["GetObject", "ListBucket", "PutObject", "PutObjectTagging"]),
    ],
    streams: ["audit"],
    signs: true,
  },
  // It writes no event: it discloses nothing, and what it reads of the trail goes into the trail's own index.
  indexer: {
    ...nothing,
    tables: [
      get("audit-keys/LOG#"),
      get("audit-keys/MONTH#"),
      get("audit-index/CURSOR#"),
      put("audit-index/CURSOR#"),
      get("audit-index/N#"),
      put("audit-index/N#"),
      // To write rows, and to compare them with the log.
      ...["P#", "A#", "C#", "X#", "O#", "R#"]
        .map((rows) => `audit-index/${rows}`)
        .flatMap((rows) => [put(rows), batchGet(rows)]),
    ],
    objects: [read("worm/tile/entries/"), read("worm/seg/"), read("edge/tile/entries/")],
    opensEvents: true,
  },
  // No event and no key: it reads the log as an outsider would.
  verifier: {
    ...nothing,
    tables: [get("audit-keys/VERIFIED#"), put("audit-keys/VERIFIED#")],
    objects: ["worm/tile/", "worm/log.vkey", "edge/tile/", "edge/checkpoint"].map(find),
  },
};

/** @param place `<logical table>/<prefix of the partition key>` */
function grant(place: string, actions: readonly TableAction[]): TableGrant {
  const { name: table, prefix } = partsOf(place);
  if (!isTableName(table)) throw new Error(`No grant can be made of ${place}`);
  return { table, prefix, actions };
}

/** @param place `<logical bucket>/<prefix of the key>` */
function objects(place: string, actions: readonly ObjectAction[]): ObjectGrant {
  const { name: bucket, prefix } = partsOf(place);
  if (!isBucketName(bucket)) throw new Error(`No grant can be made of ${place}`);
  return { bucket, prefix, actions };
}

function partsOf(place: string): { readonly name: string; readonly prefix: string } {
  const slash = place.indexOf("/");
  if (slash + 1 === place.length) throw new Error(`No grant can be made of ${place}`);
  return { name: place.slice(0, slash), prefix: place.slice(slash + 1) };
}
