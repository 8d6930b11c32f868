import type { Language } from "./language.ts";
import type { Write } from "./ports.ts";
import type { Pool } from "./roles.ts";

/** Something that the sign-in is told after Kith's own record has become true. */
export type SignInTask =
  /** Somebody was invited who may have no account yet. */
  | { readonly do: "create"; readonly pool: Pool; readonly email: string; readonly language: Language }
  | {
      readonly do: "disable" | "enable" | "sign-out";
      readonly pool: Pool;
      /** `sub` of the account's tokens. */
      readonly subject: string;
    };

/** Where a request leaves what the sign-in is to be told. The worker that tells it can open these tasks and nothing else. */
export interface Outbox {
  /** @returns a write of the request's own transaction. @throws Problem `unavailable` when it cannot be sealed. */
  readonly tell: (task: SignInTask) => Promise<Write>;
}
