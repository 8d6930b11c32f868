import type { Measurement } from "../context.ts";
import { benchSealing } from "../sealing.ts";

const moonshots: Readonly<Record<string, number>> = { "seal 500 bytes": 1.8, "open 500 bytes": 2.5 };

/** Row 3: sealing and opening, against AES-GCM with a key that is at hand. */
export const sealing: Measurement = async () =>
  benchSealing().map(({ name, value, unit, ratio, budget }) => {
    const moonshot = moonshots[name];
    // What is added to a message is limited in bytes; the rest against the floor.
    if (unit === "B") return { row: 3, what: name, value, unit, judged: "value" as const, budget: 100 };
    return { row: 3, what: name, value, unit, ratio, budget, ...(moonshot && { moonshot }) };
  });
