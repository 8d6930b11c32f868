import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export type Handler = (event: unknown, context: object) => unknown;

/** In the order in which Lambda's runtime looks for them. */
const extensions = [".js", ".mjs", ".cjs"];

/**
 * Imports a function's handler from its code, an ES module or a CommonJS one.
 * @param name `file.export`
 */
export async function importHandler(folder: string, name: string): Promise<Handler> {
  const dot = name.lastIndexOf(".");
  const module: unknown = await import(pathToFileURL(fileOf(folder, name.slice(0, dot))).href);
  const handler = exported(module, name.slice(dot + 1));
  if (!isHandler(handler))
    throw runtimeError("Runtime.HandlerNotFound", `${name} is undefined or not exported`);
  return handler;
}

function fileOf(folder: string, base: string): string {
  const file = extensions.map((extension) => join(folder, `${base}${extension}`)).find(existsSync);
  if (file === undefined) throw runtimeError("Runtime.ImportModuleError", `Cannot find module '${base}'`);
  return file;
}

function exported(module: unknown, name: string): unknown {
  const found = property(module, name);
  return found ?? property(property(module, "default"), name);
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === "function";
}

function runtimeError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
