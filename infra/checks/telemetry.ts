import { at } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

export const telemetry: Rule = {
  id: "telemetry",
  holds: "The CDK tells nobody of what it builds.",
  source: "its command line sends what it did to AWS unless it is told not to",
  faults: ({ settings }) => {
    const off = [
      at(settings, "versionReporting"),
      at(settings, "cli-telemetry"),
      at(settings, "context", "cli-telemetry"),
    ].every((value) => value === false);
    return off
      ? []
      : [
          fault(
            "cdk.json",
            "lets the CDK report",
            "set versionReporting and cli-telemetry to false, the latter also in its context",
          ),
        ];
  },
};
