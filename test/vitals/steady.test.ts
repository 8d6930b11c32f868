import { spawn } from "node:child_process";
import { once } from "node:events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { functionsOf, vitalsOf } from "./processes.ts";
import { growth, trends } from "./steady.ts";

const mib = 1_024;
const process90 = (resident: (at: number) => number, handles = (_: number) => 20) =>
  trends(
    Array.from({ length: 90 }, (_, at) => ({
      pid: 1,
      name: "community",
      residentKib: resident(at),
      handles: handles(at),
    })),
  )[0];
/** Between collections a heap climbs, and falls back. */
const breathing = (at: number): number => 80 * mib + (at % 7) * 4 * mib;

describe("a process", () => {
  it("is steady while its heap breathes, and while it warms up", () => {
    expect(process90(breathing)?.grows).toBe(false);
    expect(process90((at) => breathing(at) - Math.max(0, 25 - at) * mib)?.grows).toBe(false);
  });
  it("grows when it keeps a mebibyte with each sample", () => {
    expect(process90((at) => breathing(at) + at * mib)?.grows).toBe(true);
  });
  it("grows when it keeps a single handle", () => {
    expect(process90(breathing, (at) => (at < 60 ? 20 : 21))?.grows).toBe(true);
    expect(process90(breathing, (at) => 20 + (at % 3))?.grows).toBe(false);
  });
  it("that was there for too short tells nothing", () => {
    expect(trends([{ pid: 1, name: "x", residentKib: 1, handles: 1 }])).toEqual([]);
  });
  it("has grown by what its floor has risen, whatever it does above it", () => {
    const noise = fc.array(fc.nat(50), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(noise, fc.nat(100), ([...above], risen) => {
        const floor = [...above, 0];
        const series = [...floor, ...floor, ...floor.map((more) => more + risen)];
        expect(growth(series)).toBe(risen);
      }),
    );
  });
});

describe.runIf(process.platform === "linux")("the system", () => {
  it("tells memory and handles of a process, and which function it is", async () => {
    const env = { AWS_LAMBDA_FUNCTION_NAME: "some-function", PATH: process.env.PATH };
    const child = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"], { env });
    await once(child.stdout, "data");
    const [found] = functionsOf(process.pid).filter(({ pid }) => pid === child.pid);
    expect(found).toMatchObject({ name: "some-function" });
    expect(found?.residentKib).toBeGreaterThan(10_000);
    expect(found?.handles).toBeGreaterThan(3);
    child.kill();
    await once(child, "close");
    expect(() => vitalsOf(child.pid ?? 0)).toThrow("no such process");
  });
});
