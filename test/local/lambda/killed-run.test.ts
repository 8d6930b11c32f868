import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished, vi } from "vitest";
import { writeAssembly } from "../cloudformation/assembly.ts";
import { functionTemplate } from "./functions.ts";

const code = `export const handler = async ({ hang }) => {
  if (!hang) return process.pid;
  process.stdout.write("busy " + process.pid + "\\n");
  await new Promise((resolve) => setTimeout(resolve, 600000));
};`;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it("a run that is killed leaves neither a frozen nor a busy environment", async () => {
  const assembly = writeAssembly({
    template: functionTemplate({ Timeout: 900 }),
    code: { code: { "index.mjs": code } },
  });
  const program = fileURLToPath(new URL("./killed-run.ts", import.meta.url));
  const run = spawn(process.execPath, [program, assembly], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void run.kill("SIGKILL"));
  const [text] = await once(run.stdout, "data");
  const pids: readonly number[] = JSON.parse(String(text));
  expect(pids.map(isRunning)).toEqual([true, true]);
  run.kill("SIGKILL");
  await vi.waitUntil(() => !pids.some(isRunning), { timeout: 20_000 });
});
