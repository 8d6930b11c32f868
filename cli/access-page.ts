import { access, type Right } from "../functions/access.ts";
import { roles } from "../functions/kernel/roles.ts";
import { operations } from "../functions/routes.ts";

const words: Readonly<Record<Right, string>> = {
  anyone: "yes",
  self: "own",
  space: "own spaces",
  program: "own program",
  scope: "within scope",
  tenant: "yes",
  no: "no",
};

/** The access table as a page: it is made from what the functions decide by, so it cannot say anything else. */
export function accessPage(): string {
  const rows = Object.entries(operations).map(([name, { action, summary }]) => {
    const rights = roles.map((role) => words[access[action][role]]);
    return `| ${summary} <br> \`${name}\` | ${rights.join(" | ")} |`;
  });
  return `# Who may do what

Made from \`functions/access.ts\` by \`npm run docs\`; what does not stand here is refused. Whoever does not belong to a program is answered as if it did not exist. *Own spaces*: those the member was invited to. *Own program*: every space of it. *Within scope*: as far as the patient let the helper; nobody can give a scope yet.

| | ${roles.join(" | ")} |
| --- | ${roles.map(() => "---").join(" | ")} |
${rows.join("\n")}
`;
}
