import { basename } from "node:path";
import {
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
} from "aws-cdk-lib";

/** Something that AWS's own rules for templates find. */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: string;
  /** File name of the template. */
  readonly template: string;
  /** Logical id; empty for the template as a whole. */
  readonly id: string;
  readonly message: string;
}

/** Warnings that are known and harmless, by rule and logical id, each with its reason. */
export const knownWarnings: Readonly<Record<string, string>> = {};

/**
 * The CDK's validation of templates, of which we keep what it finds: it lets wrong words in enumerations pass as mere
 * warnings, and can be switched off from outside.
 */
export class WatchedValidator extends CloudFormationValidatePlugin {
  /** What was found since {@link begin}. */
  found: readonly Diagnostic[] = [];
  /** File names of the templates that were looked at since {@link begin}. */
  seen: readonly string[] = [];

  /** Forgets what earlier syntheses of this process found. */
  begin(): void {
    this.found = [];
    this.seen = [];
  }

  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = super.validate(context);
    this.found = [...this.found, ...diagnosticsOf(report)];
    this.seen = [...this.seen, ...context.templatePaths.map((path) => basename(path))];
    return { success: true, violations: [] };
  }
}

function diagnosticsOf({ violations }: PolicyValidationPluginReport): readonly Diagnostic[] {
  return violations.flatMap(({ ruleName, description, severity = "warning", violatingResources }) =>
    violatingResources.map(({ resourceLogicalId = "", templatePath = "" }) => ({
      rule: ruleName,
      severity,
      template: basename(templatePath),
      id: resourceLogicalId,
      message: description,
    })),
  );
}

/** One for the whole process: its engine takes a second to load. */
export const validator = new WatchedValidator();

/**
 * What is wrong with the templates of an assembly, one sentence each without its end.
 * @param templates file names of all templates: each must have been looked at.
 */
export function invalid(
  { found, seen }: Pick<WatchedValidator, "found" | "seen">,
  templates: readonly string[],
  known = knownWarnings,
): readonly string[] {
  const name = (template: string) => template.replace(/\.template\.json$/, "");
  const ids = new Set(found.map(({ rule, id }) => `${rule} ${id}`));
  return [
    ...templates
      .filter((template) => !seen.includes(template))
      .map(
        (template) =>
          `${name(template)}: AWS's rules for templates were not asked: take CDK_VALIDATION out of the environment`,
      ),
    ...found
      .filter(({ severity }) => severity !== "informational" && severity !== "debug")
      .filter(({ rule, id, severity }) => severity === "error" || !Object.hasOwn(known, `${rule} ${id}`))
      .map(
        ({ rule, id, template, message }) =>
          `${name(template)}: ${id || "the template"} breaks ${rule} of AWS's rules for templates: ${message.replace(/\.$/, "")}`,
      ),
    ...Object.keys(known)
      .filter((warning) => !ids.has(warning))
      .map((warning) => `nothing breaks ${warning}, which infra/checks/validator.ts knows: take that out`),
  ];
}
