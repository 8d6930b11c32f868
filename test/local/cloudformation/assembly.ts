// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables so.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A template as a test writes it. */
export type TemplateJson = Readonly<Record<string, unknown>>;

export interface AssemblyParts {
  readonly template: TemplateJson;
  /** The code of each asset, by the hash that names it: the files of its folder. */
  readonly code?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly stackName?: string;
  readonly environment?: string;
}

/** Writes a cdk.out folder with one stack, which is removed when the test ends. */
export function writeAssembly(parts: AssemblyParts): string {
  const { template, code = {}, stackName = "example", environment = "aws://111122223333/us-east-1" } = parts;
  const folder = mkdtempSync(join(tmpdir(), "assembly-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeJson(join(folder, "manifest.json"), manifest(stackName, environment));
  writeJson(join(folder, "Example.template.json"), template);
  writeJson(join(folder, "Example.assets.json"), { files: Object.fromEntries(Object.keys(code).map(asset)) });
  for (const [hash, files] of Object.entries(code)) writeFiles(join(folder, `asset.${hash}`), files);
  return folder;
}

/** The `Code` property of a function whose code is the asset. */
export function codeOf(hash: string): TemplateJson {
  return { S3Bucket: { "Fn::Sub": "assets-${AWS::AccountId}" }, S3Key: `${hash}.zip` };
}

function manifest(stackName: string, environment: string): TemplateJson {
  return {
    artifacts: {
      "Example.assets": { type: "cdk:asset-manifest", properties: { file: "Example.assets.json" } },
      Example: {
        type: "aws:cloudformation:stack",
        environment,
        properties: { templateFile: "Example.template.json", stackName },
        dependencies: ["Example.assets"],
      },
    },
  };
}

function asset(hash: string): readonly [string, TemplateJson] {
  const destinations = { here: { bucketName: "assets-${AWS::AccountId}", objectKey: `${hash}.zip` } };
  return [hash, { source: { path: `asset.${hash}`, packaging: "zip" }, destinations }];
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, JSON.stringify(value));
}
