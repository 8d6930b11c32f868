import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../runs.ts";
import { operationNames } from "../../samples.ts";
import { faultsOfProblem } from "../kit/problem.ts";
import { askerOf, goodSent } from "../kit/requests.ts";
import { send } from "../kit/send.ts";
import { faultsOfAnswer } from "./contract-schemas.ts";
import { changesOf, fresh } from "./random-requests.ts";

describe("Any input", () => {
  it.concurrent.each(operationNames)("to %s is answered as the contract says, or refused", async (name) => {
    const asker = await askerOf(name);
    await fc.assert(
      fc.asyncProperty(changesOf(name, asker), async (changed) => {
        const answered = await send(changed(fresh(goodSent(name, asker))));
        expect(answered.status).toBeLessThan(500);
        expect(answered.status < 400 ? faultsOfAnswer(name, answered) : faultsOfProblem(answered)).toEqual(
          [],
        );
      }),
      { numRuns: runs(40) },
    );
  });
});
