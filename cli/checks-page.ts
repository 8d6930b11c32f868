import { type Acknowledgement, acknowledgements, MOST_RULES } from "../infra/checks/acknowledgements.ts";
import { rules } from "../infra/checks/rules.ts";

/** What is held of every stack, as a page: it is made from the checks themselves, so it cannot say anything else. */
export function checksPage(): string {
  return `# What every stack is held to

Made from \`infra/checks\` by \`npm run docs\`. \`npm run synth\` asks all of it of the stack of every tenant, and writes nothing when any of it is broken. What a refusal means, and what to do, stands in [operate.md](operate.md).

Besides these rules of our own, synthesis asks AWS's rules for templates, of which no warning is let pass, and two packs of [cdk-nag](https://github.com/cdklabs/cdk-nag): *HIPAA.Security* and *NIST.800.53.R5*. Each pack is first shown a stack without any protection: one that does not find what is planted there was not working, and the synthesis is refused. The packs see nothing wrong in a table without recovery, a user pool without second factor, a vault without lock or a log of one day: that is what the house rules are for. Each of them has stacks that it must refuse in \`test/infra/checks/mutants\`.

## House rules

| rule | what holds | why, or by what |
| --- | --- | --- |
${rules.map(({ id, holds, source }) => line([`\`${id}\``, holds, source])).join("")}
## What of the packs is acknowledged

At most ${MOST_RULES} rules for each \`network\`, not counting warnings and what a tenant's own file decides. From the day after its end, an acknowledgement is refused until somebody has looked at its reason again.

| rule | network | of | why it is accepted | who looks again | until |
| --- | --- | --- | --- | --- | --- |
${acknowledgements.map((one) => line(cells(one))).join("")}`;
}

const cells = ({ rule, profiles, on, reason, owner, expires, decidedBy }: Acknowledgement) => [
  rule,
  profiles.join(", "),
  "type" in on ? `every ${on.type}` : on.ids.join(", "),
  decidedBy === undefined ? reason : `${reason} Decided by \`${decidedBy}\`.`,
  owner,
  expires,
];

const line = (texts: readonly string[]): string =>
  `| ${texts.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |\n`;
