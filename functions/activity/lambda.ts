import { newestKept } from "../kernel/posted.ts";
import { writeCounted } from "../platform/counted.ts";
import { readEnvironment } from "../platform/environment.ts";
import { awsMachine } from "../platform/machine.ts";
import { jitteredPause } from "../platform/pause.ts";
import { tableReader } from "../platform/reader.ts";
import { worker } from "../platform/worker.ts";
import { changesIn } from "./changes.ts";
import { countAll } from "./count.ts";

const { dynamodb, log } = awsMachine();
const { KITH_TABLE_COMMUNITY: table } = readEnvironment(["KITH_TABLE_COMMUNITY"]);
const counting = {
  reader: tableReader({ client: dynamodb, table }),
  write: writeCounted(dynamodb, table),
  pause: jitteredPause,
  kept: newestKept,
};

/**
 * Runs when something changed in a thread: counts what is new, reactions and votes. It is told keys and no content, can open no
 * key of content, and leaves no event (docs/decisions/0011).
 */
export const handler = worker(log, "activity", (requestId, event) =>
  countAll(changesIn(event), counting, (cause) => {
    const error = cause instanceof Error ? cause.name : typeof cause;
    log({ level: "alarm", event: "failure", requestId, operation: "activity", error });
  }),
);
