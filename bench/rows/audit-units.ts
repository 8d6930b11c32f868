import { createSecretKey, randomBytes } from "node:crypto";
import type { AuditEvent } from "../../functions/kernel/audit.ts";
import { memberId, programId } from "../../functions/kernel/ids.ts";
import { encodeEvent } from "../../functions/platform/audit/body.ts";
import { sealLeaf } from "../../functions/platform/audit/leaf.ts";
import { newEventId, newIds } from "../../functions/platform/ids.ts";
import type { Figure } from "../figure.ts";
import { writeUnits } from "../item-size.ts";

const tokenLength = 16;
const limits = [
  { subjects: 1, budget: 1 },
  { subjects: 27, budget: 1 },
  { subjects: 28, budget: 2 },
  { subjects: 90, budget: 2 },
];

/** Row 8: write units of the event of a page that discloses so many members. */
export async function auditUnits(): Promise<readonly Figure[]> {
  return limits.map(({ subjects, budget }) => ({
    row: 8,
    what: `audit of a page that discloses ${subjects}`,
    value: unitsOf(subjects),
    unit: "WRU",
    budget,
  }));
}

function unitsOf(count: number): number {
  const at = Date.now();
  const newId = newIds(() => at);
  const subjects = Array.from({ length: count }, () => newId(memberId));
  const [actor] = subjects;
  const tokens = new Map(subjects.map((member) => [member, randomBytes(tokenLength)]));
  const body = encodeEvent(eventOf(actor, subjects, String(newId(memberId))), tokens);
  const leaf = sealLeaf({
    tenant: "example",
    header: { type: "ev", id: newEventId(at, 0), at, writer: id(16), n: 1_000, previous: id(32) },
    monthKey: {
      month: new Date(at).toISOString().slice(0, 7),
      id: randomBytes(16),
      key: createSecretKey(randomBytes(32)),
    },
    body,
  });
  return writeUnits({
    pk: { S: leaf.key.pk },
    sk: { S: leaf.key.sk },
    l: { B: leaf.bytes.toString("base64") },
  });
}

const id = (bytes: number): string => randomBytes(bytes).toString("base64url");

/** As long as those of DynamoDB. */
const awsRequestId = "A".repeat(52);

/** As a reader of a thread leaves it. */
const eventOf = (
  actor: AuditEvent["actor"],
  subjects: AuditEvent["subjects"],
  resource: string,
): AuditEvent => ({
  action: "message.read",
  outcome: "ok",
  actor,
  role: "patient",
  purpose: "PATRQT",
  breakGlass: false,
  program: newIds(Date.now)(programId),
  resource,
  requestId: crypto.randomUUID(),
  reads: [awsRequestId],
  replayOf: undefined,
  extra: { ip: "203.0.113.7" },
  commitments: [],
  subjects,
});
