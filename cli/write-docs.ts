import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessPage } from "./access-page.ts";
import { checksPage } from "./checks-page.ts";
import { configurePage } from "./configure-page.ts";

const page = (name: string): string => join(import.meta.dirname, "../docs", name);

/** Writes what the pages of docs/ say of the code: who may do what, what stacks are held to, and a tenant's settings. */
writeFileSync(page("access.md"), accessPage());
writeFileSync(page("checks.md"), checksPage());
writeFileSync(page("configure.md"), configurePage(readFileSync(page("configure.md"), "utf8")));
