import type { prefixes } from "../../functions/kernel/keys.ts";
import type { TableName } from "../../infra/tables.ts";

/** What is done to items, and the action that it needs. */
export const actions = {
  gets: "GetItem",
  batchGets: "BatchGetItem",
  queries: "Query",
  puts: "PutItem",
  updates: "UpdateItem",
  removes: "DeleteItem",
  checks: "ConditionCheckItem",
} as const;
type Doing = keyof typeof actions;

/** Which functions may do what under a prefix of the partition key; nobody what is not here. */
export type WhoMay = Readonly<Partial<Record<Doing, readonly string[]>>>;

/** Functions that know their callers. */
const serving = ["Audit", "Community", "Imports", "People"];
/** A repeated POST is known by a record. */
const posting = ["Community", "Imports", "People"];
const opening = [...serving, "Jobs", "Setup"];
const auditing = [...opening, "Identity", "PoolKeys", "Rotation"];

/** Rows of the index. */
const indexed: WhoMay = { batchGets: ["Indexer"], queries: ["Audit"], puts: ["Indexer"] };

const community: Readonly<Record<keyof typeof prefixes, WhoMay>> = {
  "EMAIL#": { gets: ["People"], batchGets: ["Jobs", "People"], puts: ["People"] },
  "ROSTER#": { batchGets: ["People"], queries: ["People"], puts: ["People"], removes: ["People"] },
  "OUTBOX#": {
    gets: ["Identity"],
    queries: ["Identity"],
    puts: ["Identity", "Jobs", "People"],
    updates: ["Identity"],
    removes: ["Identity"],
  },
  "RATE#": { batchGets: ["People"], updates: ["People"] },
  "PROGRAMS#": { queries: ["People"], puts: ["People", "Setup"] },
  "PUBLIC#": { gets: ["Public"], puts: ["People", "Setup"] },
  "JOB#": { gets: ["Imports", "Jobs"], queries: ["Imports"], puts: ["Imports", "Jobs"], updates: ["Jobs"] },
  "JOBS#": { queries: ["Imports", "Jobs"], puts: ["Imports"], removes: ["Jobs"] },
  "SPACE#": {
    gets: ["Community"],
    batchGets: ["Activity", "Community"],
    queries: ["Activity", "Community"],
    puts: ["Activity", "Community", "People", "Setup"],
    updates: ["Activity", "Community"],
    removes: ["Community"],
  },
  "READER#": { gets: ["Community"], batchGets: ["Community"], queries: ["Community"], puts: ["Community"] },
  "DRAFT#": { gets: ["Community"], puts: ["Community"], updates: ["Community"], removes: ["Community"] },
  "MEMBER#": {
    gets: ["Jobs", "People"],
    batchGets: [...serving, "Jobs"],
    queries: ["People"],
    puts: ["People"],
    updates: ["People"],
    checks: [...posting, "Jobs"],
  },
  "SIGNIN#": { gets: serving, puts: ["People"] },
  "INVITATION#": {
    gets: ["Jobs", "People", "Setup"],
    batchGets: ["Jobs", "People"],
    puts: ["Jobs", "People", "Setup"],
    updates: ["Jobs", "People", "Setup"],
    checks: ["People"],
  },
  "PROGRAM#": {
    batchGets: [...posting, "Jobs"],
    puts: ["People", "Setup"],
    updates: ["People"],
    checks: ["Jobs"],
  },
  "THREAD#": {
    gets: ["Activity", "Community"],
    batchGets: ["Community"],
    queries: ["Activity", "Community"],
    puts: ["Community", "People", "Setup"],
    updates: ["Activity", "Community"],
    removes: ["Community"],
    checks: ["Community"],
  },
  "IDEMPOTENCY#": { gets: posting, puts: posting },
  "CONFIG#": { gets: [...serving, "PoolKeys"], puts: ["PoolKeys"], updates: ["PoolKeys"] },
};

/** By table and prefix. A table or prefix that is not here is nobody's. */
export const whoMay: Readonly<Record<TableName, Readonly<Record<string, WhoMay>>>> = {
  community,
  keyring: {
    "BRANCH#": { batchGets: [...opening, "Rotation"], puts: ["Rotation"] },
    "TENANT#": { batchGets: opening, puts: ["Rotation"] },
    "MEMBER#": { batchGets: ["Community", "People"], puts: ["People"] },
  },
  audit: { "D#": { queries: ["Audit", "Sealer"], puts: auditing } },
  "audit-keys": {
    "MONTH#": { gets: [...auditing, "Indexer"], puts: auditing },
    "LOG#": { gets: ["Audit", "Indexer", "Sealer"], puts: ["Sealer"], updates: ["Sealer"] },
    "VIOL#": { queries: ["Audit"], puts: ["Sealer"] },
    "VERIFIED#": { gets: ["Audit", "Verifier"], puts: ["Verifier"] },
    "TOKEN#": { batchGets: serving, puts: ["People"] },
    "MEMBER-OF#": { batchGets: ["Audit"], puts: ["People"] },
  },
  "audit-index": {
    "CURSOR#": { gets: ["Audit", "Indexer"], puts: ["Indexer"] },
    "N#": { gets: ["Indexer"], queries: ["Audit"], puts: ["Indexer"] },
    "P#": indexed,
    "A#": indexed,
    "C#": indexed,
    "X#": indexed,
    "O#": indexed,
    "R#": indexed,
  },
};
