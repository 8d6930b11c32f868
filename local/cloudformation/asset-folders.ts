import { resolve } from "node:path";
import { isObject, type JsonObject } from "./json.ts";

/** Finds the folder of an asset by the place to which a deployment would upload it. */
export type AssetFolders = (bucket: string, key: string) => string | undefined;

/**
 * @param assembly the cdk.out folder, to which the manifests' paths are relative.
 * @param pseudo values of the placeholders that a manifest of a stack without a fixed account has.
 */
export function assetFolders(
  assembly: string,
  manifests: readonly JsonObject[],
  pseudo: Readonly<Record<string, string>>,
): AssetFolders {
  const folders = new Map<string, string>();
  for (const { path, destination } of manifests.flatMap(uploads)) {
    folders.set(fillIn(destination, pseudo), resolve(assembly, path));
  }
  return (bucket, key) => folders.get(`${bucket}/${key}`);
}

function uploads(manifest: JsonObject): readonly { readonly path: string; readonly destination: string }[] {
  return values(manifest.files).flatMap(({ source, destinations }) => {
    if (!isObject(source) || typeof source.path !== "string" || source.packaging !== "zip") return [];
    const { path } = source;
    return values(destinations).map((to) => ({ path, destination: `${to.bucketName}/${to.objectKey}` }));
  });
}

function values(object: unknown): readonly JsonObject[] {
  return isObject(object) ? Object.values(object).filter(isObject) : [];
}

function fillIn(text: string, pseudo: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([^}]+)\}/g, (whole, name: string) => pseudo[name] ?? whole);
}
