import type { AuditTrail, Commit, FirstAnswer } from "./audit.ts";
import type { Caller, Identity } from "./caller.ts";
import type { Clock } from "./clock.ts";
import type { NewId, OutboxId } from "./ids.ts";
import type { Language } from "./language.ts";
import type { Outbox } from "./outbox.ts";
import type { Cursors, Reader, Vault } from "./ports.ts";
import type { ProblemCode } from "./problems.ts";

/** What the stores of one request are made of. Each is bound to that request's audit trail. */
export interface RequestPorts {
  readonly reader: Reader;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly trail: AuditTrail;
  readonly outbox: Outbox;
  readonly cursors: (bound: { operation: string; caller: string; query: string }) => Cursors;
}

/** Public keys and app clients of one user pool, as the `pool-keys` function last saw them. */
export interface PoolKeys {
  readonly issuer: string;
  readonly jwks: { readonly keys: readonly PublicKey[] };
  readonly clients: readonly string[];
}
/** A JSON Web Key that verifies RS256 (RFC 7517). */
export interface PublicKey {
  readonly kty: "RSA";
  readonly kid: string;
  readonly n: string;
  readonly e: string;
  readonly alg: "RS256";
  readonly use: "sig";
}

/** A log line: every field it may have. There is no place for a person's words. */
export interface LogLine {
  readonly level: "info" | "alarm";
  readonly event:
    | "request"
    | "damaged-value"
    | "missing-key"
    | "undisclosed-subject"
    | "audit-failed"
    | "guessed-codes"
    | "sign-in-not-told"
    | "tampering"
    | "sealing-late"
    | "old-head"
    | "index-late"
    | "log-altered"
    | "failure";
  readonly requestId?: string;
  readonly operation?: string;
  readonly status?: number;
  readonly code?: ProblemCode;
  readonly milliseconds?: number;
  /** What the sign-in was to be told. */
  readonly task?: OutboxId;
  /** Name of an error's class, and the place in our code it was thrown at; never its message. */
  readonly error?: string;
  readonly at?: string;
}
export type Log = (line: LogLine) => void;

/** What a deployed function stands on. */
export interface Platform {
  readonly clock: Clock;
  readonly log: Log;
  /** The two issuers whose tokens are accepted, by pool. */
  readonly issuers: Readonly<Record<"members" | "workforce", string>>;
  readonly poolKeys: () => Promise<readonly PoolKeys[]>;
  readonly newTrail: () => AuditTrail;
  readonly portsFor: (trail: AuditTrail) => RequestPorts;
  readonly commit: Commit;
  /** The record of an Idempotency-Key that is still valid; read consistently. */
  readonly findFirst: (id: string) => Promise<FirstAnswer | undefined>;
}

/** Ids of the path, as far as the route has them; their form is checked. */
export interface PathPlace {
  readonly programId: string | undefined;
  readonly threadId: string | undefined;
}

/** Finds the member behind a verified token, with the membership in the program that the path names. */
export type LoadCaller = (identity: Identity, place: PathPlace, ports: RequestPorts) => Promise<LoadedCaller>;

export interface LoadedCaller extends Caller {
  readonly memberState: "none" | "active" | "suspended";
  /** Milliseconds since the epoch: tokens issued before are refused. */
  readonly tokensFrom: number;
  /** The language that the member has chosen. */
  readonly language: Language | undefined;
}
