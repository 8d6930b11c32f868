import { writeFileSync } from "node:fs";
import { z } from "zod";
import { tenantFile } from "../tenant-config.ts";

const file = new URL("../../tenants/tenant.schema.json", import.meta.url);

/** The JSON Schema of a tenant's file, which editors use for hints; rules across fields are only checked at synth. */
export function tenantJsonSchema(): string {
  const schema = z.toJSONSchema(tenantFile, { io: "input", target: "draft-07" });
  return `${JSON.stringify({ title: "A tenant of Kith", ...schema }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(file, tenantJsonSchema());
