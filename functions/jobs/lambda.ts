import { workOff } from "../imports/work-off.ts";
import { awsMachine } from "../platform/machine.ts";
import { sealedPlatform } from "../platform/sealed-platform.ts";
import { worker } from "../platform/worker.ts";

const platform = sealedPlatform(awsMachine());

/** Runs on a schedule: works off the files of invitations. It can open nothing that a member wrote. */
export const handler = worker(platform.log, "jobs", (requestId) => workOff({ platform, requestId }));
