import fc from "fast-check";
import { runs } from "./runs.ts";

/** Properties that name no number of runs get fast-check's own hundred, times what the long mode asks for. */
fc.configureGlobal({ numRuns: runs(100) });
