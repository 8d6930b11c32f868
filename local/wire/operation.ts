import type { AccessRequest } from "../iam/evaluate.ts";
import type { AwsError, Principal } from "../types.ts";

/** The members of a request or an answer, as JSON carries them. */
export type Fields = Readonly<Record<string, unknown>>;

/** Something a caller must be allowed, and how the service answers when he is not. */
export interface Access extends AccessRequest {
  /** Absent: the service's own `AccessDeniedException`. */
  readonly refusal?: AwsError;
}

/** One operation of a service. */
export interface Operation {
  /** Everything that must be allowed before the call. @throws AwsError when the input cannot be understood. */
  readonly access: (input: Fields, caller: Principal) => readonly Access[];
  readonly call: (input: Fields, caller: Principal) => Promise<Fields>;
}

/** The operations of one service, by the names of AWS's API reference. */
export interface Service {
  /** As the AWS CLI names it: `kms`, `dynamodb`, `dynamodbstreams`, `lambda`. */
  readonly name: string;
  readonly operations: ReadonlyMap<string, Operation>;
}
