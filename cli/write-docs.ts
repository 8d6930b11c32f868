import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessPage } from "./access-page.ts";
import { configurePage } from "./configure-page.ts";

const page = (name: string): string => join(import.meta.dirname, "../docs", name);

/** Writes what the pages of docs/ say of the code: who may do what, and the settings of a tenant. */
writeFileSync(page("access.md"), accessPage());
writeFileSync(page("configure.md"), configurePage(readFileSync(page("configure.md"), "utf8")));
