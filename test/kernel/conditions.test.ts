import { expect, it } from "vitest";
import { conditions, joinings, readings } from "../../functions/kernel/conditions.ts";

it("conditions, readings and ways to join are closed lists, of words that stand in stored texts for years", () => {
  expect(conditions).toEqual(["heart-failure", "diabetes", "obesity", "asthma"]);
  expect(readings).toEqual([
    "weight",
    "blood-pressure",
    "heart-rate",
    "glucose",
    "peak-flow",
    "oxygen",
    "symptoms",
  ]);
  expect(joinings).toEqual(["open", "invited"]);
});
