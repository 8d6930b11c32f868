import { z } from "zod";

/** What docs/configure.md says of a field beside its description. */
interface Notes {
  /** How its value is written: also what a refusal asks for. */
  readonly form?: string;
  /** Whether it can change after the first deploy. Absent: yes, with the next deploy. */
  readonly change?: string;
}

/** Notes of the fields of a tenant's file. A schema that is made from another one keeps the notes of that. */
export const notes: z.core.$ZodRegistry<Notes> = z.registry<Notes>();
