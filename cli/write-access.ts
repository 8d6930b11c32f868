import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessPage } from "./access-page.ts";

/** Writes the access table, as people read it, to docs/access.md. */
writeFileSync(join(import.meta.dirname, "../docs/access.md"), accessPage());
