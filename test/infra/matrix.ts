import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { inject, vi } from "vitest";
import { addStacks, emptyApp } from "../../infra/synthesize.ts";
import { readTenant } from "../../infra/tenant-file/read-tenants.ts";
import { bundles, example, synthesized, type Template, templateOf } from "./assembly.ts";

/** A tenant's file that differs from the example in what changes its stack. */
export interface Configuration {
  /** Id of the tenant. */
  readonly name: string;
  readonly text: string;
}

const networks = ["public", "vpc"] as const;
const locks = ["governance", "compliance"] as const;
const identities = [
  { sign: "prefix", region: "us-east-1", own: false },
  { sign: "own", region: "us-east-1", own: true },
  { sign: "prefix", region: "eu-central-1", own: false },
] as const;

const certificate = (region: string) =>
  `arn:aws:acm:${region}:111122223333:certificate/12345678-1234-1234-1234-123456789012`;

/** Network × retention × sign-in and region: twelve tenants of production. */
export const matrix: readonly Configuration[] = networks.flatMap((network) =>
  locks.flatMap((lock) =>
    identities.map(({ sign, region, own }) => {
      const name = `${network}-${lock.slice(0, 3)}-${sign}-${region.slice(0, 2)}`;
      return { name, text: textOf({ name, network, lock, region, own }) };
    }),
  ),
);

interface Choices {
  readonly name: string;
  readonly network: string;
  readonly lock: string;
  readonly region: string;
  readonly own: boolean;
}

function textOf({ name, network, lock, region, own }: Choices): string {
  const names = [
    ["\ndomain: none", `\ndomain: {name: api.${name}.example.org, certificateArn: "${certificate(region)}"}`],
    [
      "authDomain: prefix",
      `authDomain: {name: in.${name}.example.org, certificateArn: "${certificate("us-east-1")}"}`,
    ],
  ] as const;
  const changes: readonly (readonly [string, string])[] = [
    ['id: "example"', `id: "${name}"`],
    ['region: "us-east-1"', `region: "${region}"`],
    ["environment: test", "environment: production"],
    ["\nidentity:\n", `\nidentity:\n  callbackUrls: ["https://${name}.example.org/in"]\n`],
    ["\nnetwork: public", `\nnetwork: ${network}`],
    ["\n  objectLock:\n", `\n  objectLock:\n    mode: ${lock}\n    confirmForAccount: "111122223333"\n`],
    ...(own ? names : []),
  ];
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The example has no ${from.trim()}`);
    return text.replace(from, to);
  }, example);
}

/** Synthesizes all of them together, as one folder of tenants. @returns the folder of the assembly. */
export const synthesizedMatrix = (): string =>
  synthesized("matrix", Object.fromEntries(matrix.map(({ name, text }) => [`${name}.yaml`, text])));

/** The same once more, without asking whether it may be deployed. @returns the folder of the assembly. */
export function synthesizedAgain(): string {
  const folder = mkdtempSync(join(inject("assemblies"), "again-"));
  const tenants = matrix.map(({ name, text }) => {
    const path = `${name}.yaml`;
    return { path, config: readTenant(path, Buffer.from(text)).config };
  });
  const app = emptyApp(folder);
  addStacks(app, tenants, bundles());
  vi.stubEnv("CDK_VALIDATION", "false");
  app.synth();
  vi.unstubAllEnvs();
  return folder;
}

/** The templates by the tenants' ids. */
export const templates = (): Readonly<Record<string, Template>> => templatesIn(synthesizedMatrix());

const templatesIn = (folder: string): Readonly<Record<string, Template>> =>
  Object.fromEntries(matrix.map(({ name }) => [name, templateOf(folder, `kith-${name}`)]));
