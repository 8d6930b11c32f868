import { loadStack } from "../../../local/cloudformation/load-stack.ts";
import type { LoadedStack } from "../../../local/types.ts";
import { type TemplateJson, writeAssembly } from "./assembly.ts";

/** Loads a stack of these sections. */
export function stackOf(template: TemplateJson): LoadedStack {
  return loadStack(writeAssembly({ template }));
}

/** What a value of the template resolves to, in a stack with the sections given beside it. */
export function resolved(value: unknown, sections: TemplateJson = {}): unknown {
  const { Resources = {}, ...others } = sections;
  const Probe = { Type: "AWS::Logs::LogGroup", Properties: { Value: value } };
  const stack = stackOf({ ...others, Resources: { ...Object(Resources), Probe } });
  return stack.resources.get("Probe")?.properties.Value;
}
