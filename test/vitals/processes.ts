import { readdirSync, readFileSync } from "node:fs";

/** A function's process as the system sees it. */
export interface Vitals {
  readonly pid: number;
  /** Its physical name; of a process that is none, its number. */
  readonly name: string;
  /** Memory that it holds now, in KiB. */
  readonly residentKib: number;
  /** Open files, sockets and pipes. */
  readonly handles: number;
}

const read = (pid: number, file: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    // It ended meanwhile.
    return undefined;
  }
};

/** Behind the name in brackets, which may hold anything: state, then the parent. */
const parentOf = (pid: number): number => Number(read(pid, "stat")?.split(") ").at(-1)?.split(" ")[1]);

const nameOf = (pid: number): string | undefined =>
  read(pid, "environ")
    ?.split("\0")
    .find((variable) => variable.startsWith("AWS_LAMBDA_FUNCTION_NAME="))
    ?.slice("AWS_LAMBDA_FUNCTION_NAME=".length);

/** @throws Error where there is no /proc, or no such process any more. */
export function vitalsOf(pid: number): Vitals {
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(read(pid, "status") ?? "")?.[1];
  if (resident === undefined) throw new Error("There is no such process in /proc.");
  return {
    pid,
    name: nameOf(pid) ?? String(pid),
    residentKib: Number(resident),
    handles: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** The processes of functions that a process has started, as they are now. Linux alone tells. */
export function functionsOf(parent: number): readonly Vitals[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent && nameOf(pid) !== undefined);
  return children.map(vitalsOf);
}
