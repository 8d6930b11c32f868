import { type Acknowledgement, acknowledgements, MOST_RULES, type Profile } from "./acknowledgements.ts";
import type { Finding } from "./packs.ts";

/** cdk-nag's words for a rule that broke off: nobody knows whether it holds, so it cannot be acknowledged. */
const BROKE_OFF = "Rule threw an error";

/** A stack, and the profile by which its findings are judged. */
export interface Judged {
  readonly stack: string;
  /** Undefined for a stack that nothing is acknowledged for. */
  readonly profile: Profile | undefined;
}

/**
 * What of the packs' findings in a stack is not acknowledged, and which acknowledgements are wrong: expired, without a
 * finding, or too many. One sentence each, without its end.
 *
 * @param today day as year-month-day, in UTC.
 */
export function unacknowledged(
  { stack, profile }: Judged,
  findings: readonly Finding[],
  today: string,
  known: readonly Acknowledgement[] = acknowledgements,
): readonly string[] {
  const own = known.filter(({ profiles }) => profile !== undefined && profiles.includes(profile));
  const found = findings.filter((finding) => finding.stack === stack);
  const covered = (finding: Finding) =>
    !finding.info.startsWith(BROKE_OFF) && own.some((one) => covers(one, finding));
  return [
    ...found.filter((finding) => !covered(finding)).map((finding) => open(finding)),
    ...own.filter((one) => !isNeeded(one, found)).map((one) => unmatched(stack, one)),
    ...own.filter(({ expires }) => expires < today).map((one) => expired(stack, one)),
    ...tooMany(stack, own, found),
  ];
}

const covers = ({ rule, on }: Acknowledgement, finding: Finding): boolean =>
  rule === finding.rule && ("type" in on ? on.type === finding.type : on.ids.includes(finding.id));

/** Of resources that are named, each must be one that breaks the rule. */
function isNeeded(one: Acknowledgement, found: readonly Finding[]): boolean {
  const matched = new Set(found.filter((finding) => covers(one, finding)).map(({ id }) => id));
  if (one.decidedBy !== undefined) return true;
  return matched.size > 0 && ("type" in one.on || one.on.ids.every((id) => matched.has(id)));
}

const open = ({ stack, id, pack, rule, info }: Finding): string =>
  `${stack}: ${id || "a resource"} breaks ${pack}-${rule}: ${info.replace(/\s*-\s*\(Control.*$/s, "").replace(/\.$/, "")}`;

const unmatched = (stack: string, { rule }: Acknowledgement): string =>
  `${stack}: not everything breaks ${rule} that infra/checks/acknowledgements.ts acknowledges: take out what does not`;

const expired = (stack: string, { rule, owner, expires }: Acknowledgement): string =>
  `${stack}: the acknowledgement of ${rule} ended on ${expires}: ${owner} must look at its reason again (infra/checks/acknowledgements.ts)`;

function tooMany(
  stack: string,
  own: readonly Acknowledgement[],
  found: readonly Finding[],
): readonly string[] {
  const warnings = new Set(found.filter(({ level }) => level === "warning").map(({ rule }) => rule));
  const counted = own.filter(({ rule, decidedBy }) => decidedBy === undefined && !warnings.has(rule));
  const rules = new Set(counted.map(({ rule }) => rule));
  return rules.size > MOST_RULES
    ? [`${stack}: ${rules.size} rules are acknowledged, and at most ${MOST_RULES} may be`]
    : [];
}
