import { expect, it } from "vitest";
import { day } from "../../../functions/kernel/clock.ts";
import { eventId } from "../../../functions/kernel/ids.ts";
import { recordOf } from "../../../functions/platform/audit/first-answer.ts";

it("A record tells DynamoDB, in seconds, when to remove it: a day after it has ended, never before", () => {
  const expires = Date.UTC(2026, 10, 23, 10, 0, 0, 1);
  const record = { id: "d".repeat(22), fingerprint: "f", status: 201, made: "m", expires };
  const { Item } = recordOf(record, eventId.parse("01ARZ3NDEKTSV4RRFFQ69G5FAV.0"), expires - day, "table");
  expect(Item?.ttl).toEqual({ N: String(Date.UTC(2026, 10, 24, 10, 0, 1) / 1_000) });
});
