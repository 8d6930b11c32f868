import { readdirSync, readFileSync } from "node:fs";

/** A command as a page shows it. */
export interface Shown {
  readonly page: string;
  readonly command: string;
}

const pages = ["README.md", "CONTRIBUTING.md", ...readdirSync("docs").map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith(".md"),
);

// Up to where the shell, or the sentence around it, goes on.
const COMMAND = /\b(?:npm (?:run (?:-\S+ )*[\w:-]+|ci|test|start)|npx [^`|#&;)\n]+)/g;

/** Every command of npm and npx that the pages show. */
export function shownCommands(): readonly Shown[] {
  return pages.flatMap((page) =>
    (readFileSync(page, "utf8").match(COMMAND) ?? []).map((command) => ({ page, command: command.trim() })),
  );
}
