import { at, canonical, type Found, listOf, property, same } from "../template.ts";
import { type Fact, guard, key, lasting, settled } from "./fact.ts";

const replicas = (table: Found): readonly unknown[] => listOf(property(table, "Replicas"));

const everyReplica =
  (...path: readonly string[]) =>
  (table: Found): unknown =>
    replicas(table).length > 0 && replicas(table).every((replica) => at(replica, ...path) === true);

/** Indexes by name, each with its keys and projection. */
function indexesOf(table: Found): Readonly<Record<string, unknown>> {
  const indexes = listOf(property(table, "GlobalSecondaryIndexes"));
  return Object.fromEntries(
    indexes.map((index) => [
      String(at(index, "IndexName")),
      { keys: at(index, "KeySchema"), projection: at(index, "Projection") },
    ]),
  );
}

/** DynamoDB makes or removes one index per update, and changes none. */
function indexesLost(before: unknown, after: unknown): string | undefined {
  const [old, young] = [namesOf(before), namesOf(after)];
  const gone = old.filter((name) => !young.includes(name));
  const changed = old.filter((name) => young.includes(name) && !same(at(before, name), at(after, name)));
  const added = young.filter((name) => !old.includes(name));
  if (changed.length > 0)
    return `changes the index ${changed.join(", ")}, which can only be removed and made anew`;
  if (gone.length > 0) return `loses the index ${gone.join(", ")}: what is found by it is found no more`;
  if (added.length > 1)
    return `gains ${added.length} indexes at once, of which DynamoDB makes one per deploy: the deploy fails`;
  return undefined;
}

const namesOf = (indexes: unknown): readonly string[] =>
  typeof indexes === "object" && indexes !== null ? Object.keys(indexes) : [];

/** What the ledger records of a table beside its keys, which CloudFormation itself calls fixed. */
export const tableFacts: Readonly<Record<string, Fact>> = {
  LocalSecondaryIndexes: settled(
    (table) => property(table, "LocalSecondaryIndexes"),
    "changes its local indexes, which a table has from its first day or never: the deploy fails, or makes an empty table",
  ),
  indexes: { of: indexesOf, lost: indexesLost },
  keys: keysOfRegions(),
  protection: guard(
    everyReplica("DeletionProtectionEnabled"),
    Boolean,
    "no longer refuses to be deleted, and with it {holds}",
  ),
  recovery: guard(
    everyReplica("PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"),
    Boolean,
    "can no longer be restored to an earlier second, nor to any of the last 35 days",
  ),
  regions: lasting(
    (table) => replicas(table).map((replica) => at(replica, "Region")),
    "loses a replica, and with it {holds} there",
  ),
  stream: {
    of: (table) => property(table, "StreamSpecification", "StreamViewType"),
    lost: (before, after) =>
      before === undefined || same(before, after)
        ? undefined
        : "changes its stream: DynamoDB ends the old one, and what its readers had not read yet is lost",
  },
  expiry: {
    of: (table) => property(table, "TimeToLiveSpecification"),
    lost: (before, after) =>
      before === undefined || same(before, after)
        ? undefined
        : "changes the attribute by which items end: others may be deleted, or none",
  },
};

/** The key of each region. A replica whose key changes is made anew. */
function keysOfRegions(): Fact {
  const { lost } = key(() => undefined);
  return {
    of: (table) => {
      const keys = replicas(table).map((replica) => at(replica, "SSESpecification", "KMSMasterKeyId"));
      return keys.every((one) => one === undefined) ? undefined : keys.map((one) => canonical(one ?? null));
    },
    lost,
  };
}
