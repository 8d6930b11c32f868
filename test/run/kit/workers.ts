import { facts, tenantControl } from "../tenant.ts";

/** Lets a worker run as its schedule does, and waits for it. @param name as its place in the stack begins. */
export async function runWorker(name: "Identity" | "Jobs"): Promise<void> {
  const found = facts.rules.filter(({ logicalId }) => logicalId.startsWith(`${name}Schedule`));
  const [rule] = found;
  if (!rule || found.length > 1) throw new Error("The stack has no such schedule, or several.");
  await tenantControl.fire(rule.physicalId);
}
