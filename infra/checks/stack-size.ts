import { fault, type Rule } from "./rule.ts";

/** CloudFormation takes 500. */
const MOST = 350;
/** Bytes; CloudFormation takes 1 MB. */
const LARGEST = 1_000_000;

export const stackSize: Rule = {
  id: "stack-size",
  holds: "The stack has at most 350 resources, and its template less than 1 MB.",
  source:
    "CloudFormation's quotas of 500 resources and 1 MB; what holds data can never move to a second stack",
  faults: ({ template, name }) => {
    const count = Object.keys(template.Resources).length;
    const size = Buffer.byteLength(JSON.stringify(template));
    return [
      ...(count > MOST ? [fault(name, `has ${count} resources`, `keep it within ${MOST}`)] : []),
      ...(size >= LARGEST
        ? [fault(name, `has a template of ${size} bytes`, `keep it under ${LARGEST}`)]
        : []),
    ];
  },
};
