import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type JsonObject } from "./json.ts";

/** One stack of a synthesized cloud assembly: its files, still as JSON. */
export interface StackFiles {
  readonly stackName: string;
  /** `aws://<account>/<region>` */
  readonly target: string;
  readonly template: unknown;
  readonly assets: readonly JsonObject[];
}

interface Artifact {
  readonly id: string;
  readonly type: string;
  readonly content: JsonObject;
  readonly properties: JsonObject;
}

/**
 * Reads one stack of a cdk.out folder.
 * @param wanted name or artifact id; may be left out when the folder has one stack.
 * @throws Error when the folder is no assembly, or does not say which stack is meant.
 */
export function readAssembly(folder: string, wanted?: string): StackFiles {
  const artifacts = artifactsOf(readJson(folder, "manifest.json"));
  const stack = chooseStack(artifacts, wanted);
  return {
    stackName: stackNameOf(stack),
    target: text(stack.content.environment, `${stack.id} environment`),
    template: readJson(folder, text(stack.properties.templateFile, `${stack.id} templateFile`)),
    assets: assetManifests(stack, artifacts).map((file) => readJson(folder, file)),
  };
}

function artifactsOf(manifest: JsonObject): readonly Artifact[] {
  if (!isObject(manifest.artifacts)) throw new Error("The manifest of the assembly lists no artifacts.");
  return Object.entries(manifest.artifacts).map(([id, content]) => {
    if (!isObject(content)) throw new Error(`Artifact ${id} of the assembly is not an object.`);
    const properties = isObject(content.properties) ? content.properties : {};
    return { id, type: text(content.type, `${id} type`), content, properties };
  });
}

function chooseStack(artifacts: readonly Artifact[], wanted: string | undefined): Artifact {
  const stacks = artifacts.filter(({ type }) => type === "aws:cloudformation:stack");
  const found =
    wanted === undefined ? stacks : stacks.filter((stack) => [stack.id, stackNameOf(stack)].includes(wanted));
  const [stack, ...others] = found;
  if (stack !== undefined && others.length === 0) return stack;
  throw new Error(`Name one stack of the assembly: ${stacks.map(stackNameOf).join(", ")}.`);
}

function stackNameOf(stack: Artifact): string {
  return typeof stack.properties.stackName === "string" ? stack.properties.stackName : stack.id;
}

function assetManifests(stack: Artifact, artifacts: readonly Artifact[]): readonly string[] {
  const { dependencies } = stack.content;
  const needed = Array.isArray(dependencies) ? dependencies : [];
  return artifacts
    .filter(({ id, type }) => type === "cdk:asset-manifest" && needed.includes(id))
    .map(({ id, properties }) => text(properties.file, `${id} file`));
}

function readJson(folder: string, file: string): JsonObject {
  const json: unknown = JSON.parse(readText(join(folder, file)));
  if (isObject(json)) return json;
  throw new Error(`${file} of the assembly is not a JSON object.`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Error(`The assembly cannot be read: ${path}`, { cause });
  }
}

function text(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw new Error(`The manifest of the assembly has no ${what}.`);
}
