import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { foundingRequest } from "../../../functions/setup/founding.ts";
import { tenantControl } from "../tenant.ts";

const example: unknown = parse(readFileSync("docs/founding.example.yaml", "utf8"));

it("docs/founding.example.yaml begins a tenant, with a code for each invitation", async () => {
  const asked = foundingRequest.parse(example);
  const made = await tenantControl.found(asked);
  expect(made.programs.map(({ name, spaces }) => [name, spaces.map((space) => space.name)])).toEqual([
    ["heart-failure", ["daily-life"]],
  ]);
  expect(made.invitations.map(({ role }) => role)).toEqual(asked.invitations.map(({ role }) => role));
  expect(new Set(made.invitations.map(({ code }) => code)).size).toBe(asked.invitations.length);
});
