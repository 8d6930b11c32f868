import type { StreamRecord } from "../../../local/event-sources/stream.ts";

/** A record of a stream with this sequence number. */
export function recordOf(number: string, size = 0, created = 0): StreamRecord {
  return {
    eventID: `event-${number}`,
    eventName: "INSERT",
    dynamodb: {
      ApproximateCreationDateTime: created,
      SequenceNumber: number,
      NewImage: { pk: { S: "x".repeat(size) } },
    },
  };
}

export const recordsOf = (...numbers: readonly string[]): readonly StreamRecord[] =>
  numbers.map((number) => recordOf(number));

export const numbersOf = (records: readonly StreamRecord[]): readonly string[] =>
  records.map(({ dynamodb }) => dynamodb.SequenceNumber);
