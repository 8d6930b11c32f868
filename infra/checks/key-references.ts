import { ofTypes, property, targetsIn } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

export const keyReferences: Rule = {
  id: "key-references",
  holds:
    "No key's policy names a table, bucket, log group, pool, topic, queue or function: those name the key.",
  source: "CloudFormation cannot make two resources of which each waits for the other",
  faults: ({ template }) => {
    const roles = new Set(ofTypes(template, "AWS::IAM::Role").map(({ id }) => id));
    return ofTypes(template, "AWS::KMS::Key").flatMap((key) =>
      [...targetsIn(property(key, "KeyPolicy"))]
        .filter((target) => !target.startsWith("AWS::") && !roles.has(target))
        .map((target) =>
          fault(
            key.id,
            `names ${target} in its policy`,
            "narrow the statement by service and context instead",
          ),
        ),
    );
  },
};
