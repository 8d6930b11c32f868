/** One thing that is wrong in a tenant's file, and where. */
export interface Fault {
  /** Counted from 1. */
  readonly line: number;
  /** For example `aws.account`; empty when the file as a whole is meant. */
  readonly field: string;
  /** What is wrong and what to do; repeats no value of the file. */
  readonly message: string;
}

/** A tenant's file that cannot be accepted: one line per fault, each with file, line and field. */
export class Refusal extends Error {
  readonly file: string;
  readonly faults: readonly Fault[];

  constructor(file: string, faults: readonly Fault[]) {
    super(faults.map((fault) => describe(file, fault)).join("\n"));
    this.name = "Refusal";
    this.file = file;
    this.faults = faults;
  }
}

function describe(file: string, { line, field, message }: Fault): string {
  const sentence = [printable(field), message].filter((part) => part !== "").join(" ");
  return `${file}:${line}: ${sentence}${message.endsWith("?") ? "" : "."}`;
}

/** A name that no field can have may be anything: it is not shown. */
function printable(field: string): string {
  return /^[\w.-]{0,100}$/.test(field) ? field : "a name in this group";
}
