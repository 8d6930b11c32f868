import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFunctions } from "../build.ts";
import type { Context } from "./context.ts";
import { type BenchTenant, startBenchTenant } from "./tenant.ts";

/** Makes what measurements share when the first of them asks for it; `close` ends and removes all of it. */
export function newContext(say: Context["say"]): Context & { readonly close: () => Promise<void> } {
  const root = mkdtempSync(join(tmpdir(), "kith-bench-"));
  const made = new Map<boolean, Promise<string>>();
  let running: Promise<BenchTenant> | undefined;
  const bundles: Context["bundles"] = (leanHttp) => {
    const known = made.get(leanHttp) ?? bundlesIn(join(root, leanHttp ? "lean" : "plain"), leanHttp);
    made.set(leanHttp, known);
    return known;
  };
  const start = async (): Promise<BenchTenant> => {
    say("Starting a tenant");
    return startBenchTenant(await bundles(true));
  };
  return {
    say,
    bundles,
    tenant: () => {
      running ??= start();
      return running;
    },
    folder: (name) => {
      const folder = join(root, name);
      mkdirSync(folder);
      return folder;
    },
    close: async () => {
      await (await running?.catch(() => undefined))?.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function bundlesIn(outFolder: string, leanHttp: boolean): Promise<string> {
  await bundleFunctions({ outFolder, leanHttp });
  return outFolder;
}
