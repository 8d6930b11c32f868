import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { contract } from "../functions/contract.ts";

/** Writes the public contract to docs/openapi.json, from where the `public` function serves it. */
const file = join(import.meta.dirname, "../docs/openapi.json");
writeFileSync(file, `${JSON.stringify(contract(), null, 2)}\n`);
