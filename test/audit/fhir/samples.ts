import { ulid } from "ulid";
import type { OpenEvent } from "../../../functions/audit/search.ts";
import { eventId, memberId, programId } from "../../../functions/kernel/ids.ts";
import { newId } from "../../edge/kit/memory-platform.ts";

export const [nurse, patient, neighbour] = [newId(memberId), newId(memberId), newId(memberId)];

/** An event as the trail opens it; ids of events count up. */
export const event = (more: Partial<OpenEvent> = {}, at = Date.parse("2026-11-26T10:00:00Z")): OpenEvent => ({
  state: "open",
  id: eventId.parse(`${ulid(at)}.3`),
  at: new Date(at).toISOString(),
  unnamed: 0,
  action: "message.read",
  outcome: "ok",
  actor: nurse,
  role: "nurse",
  purpose: "TREAT",
  breakGlass: false,
  program: newId(programId),
  resource: ulid(),
  requestId: "6e6221bf-95ea-419a-8655-f3970b746fe0",
  reads: [],
  replayOf: undefined,
  extra: { ip: "203.0.113.9" },
  commitments: [],
  subjects: [patient],
  ...more,
});
