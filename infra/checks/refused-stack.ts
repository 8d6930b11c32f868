/** Stacks that may not be deployed: one sentence per reason. */
export class RefusedStack extends Error {
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(reasons.map((reason) => `${reason}.`).join("\n"));
    this.name = "RefusedStack";
    this.reasons = reasons;
  }
}
