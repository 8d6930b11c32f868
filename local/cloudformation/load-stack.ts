import type { LoadedStack, Resource } from "../types.ts";
import { readAssembly } from "./assembly.ts";
import { assetFolders } from "./asset-folders.ts";
import { environmentOf, pseudoParameters } from "./environment.ts";
import { isObject, own } from "./json.ts";
import { checkDependencies } from "./references.ts";
import { resolve, resolveObject } from "./resolve.ts";
import { type StackScope, stackScope } from "./stack-scope.ts";
import { parseTemplate } from "./template.ts";
import { TemplateError } from "./template-error.ts";

/**
 * Loads a synthesized stack as a deployment would see it.
 * @param assembly the cdk.out folder.
 * @param stackName may be left out when the assembly has one stack.
 * @param instance makes the stack id, and with it every generated name: the same for the same data folder.
 * @throws TemplateError when the template has anything that this run does not know.
 */
export function loadStack(assembly: string, stackName?: string, instance = "local"): LoadedStack {
  const files = readAssembly(assembly, stackName);
  const environment = environmentOf(files.target, files.stackName, instance);
  const template = parseTemplate(files.template);
  checkDependencies(template);
  const scope = stackScope(template, environment);
  const present = [...template.resources.keys()].filter(scope.exists);
  const resources = new Map(present.map((logicalId) => [logicalId, loadResource(logicalId, scope)]));
  resolve(template.outputs, scope.at("Outputs"));
  const { account, region, partition, stackId } = environment;
  const folders = assetFolders(assembly, files.assets, pseudoParameters(environment));
  return {
    name: files.stackName,
    stackId,
    account,
    region,
    partition,
    resources,
    byType: (type) => [...resources.values()].filter((resource) => resource.type === type),
    assetFolder: (logicalId) => {
      const code = resources.get(logicalId)?.properties.Code;
      const folder = isObject(code) ? folders(String(code.S3Bucket), String(code.S3Key)) : undefined;
      if (folder === undefined)
        throw new TemplateError(logicalId, "has no code among the assets of the assembly.");
      return folder;
    },
  };
}

function loadResource(logicalId: string, scope: StackScope): Resource {
  const { resource, type, naming } = scope.named(logicalId, logicalId);
  return {
    logicalId,
    type: resource.type,
    properties: resolveObject(resource.properties, scope.at(logicalId)),
    physicalId: type.ref(naming),
    arn: own(type.attributes, "Arn")?.(naming),
  };
}
