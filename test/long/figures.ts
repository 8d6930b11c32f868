import { mkdirSync, writeFileSync } from "node:fs";

/** Keeps what a long run measured in `reports/long/`, and says it. */
export function figures(name: string, measured: object): void {
  mkdirSync("reports/long", { recursive: true });
  const text = JSON.stringify(measured, undefined, 2);
  writeFileSync(`reports/long/${name}.json`, `${text}\n`);
  process.stdout.write(`${name}: ${text}\n`);
}
