import { expect, it } from "vitest";
import { product, sum } from "./canary.ts";

it("holds the sum, and runs the product", () => {
  expect(sum(1, 2)).toBe(3);
  expect(product(0, 1)).not.toBe(3);
});
