/** What the folders of the local run say to each other. Nothing here knows Kith: only AWS's own words. */

/** One statement of an IAM, key or resource policy, as it stands in a template after its intrinsics are resolved. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

/** A resource of the template with every intrinsic resolved. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt Arn` gives, where the type has one. */
  readonly arn: string | undefined;
}

/** A synthesized stack, loaded: nothing of it is left to resolve. */
export interface LoadedStack {
  readonly name: string;
  readonly stackId: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly byType: (type: string) => readonly Resource[];
  /** Folder of a function's code, resolved through the stack's assets file. */
  readonly assetFolder: (functionLogicalId: string) => string;
}

/** Who calls the AWS endpoint: a role of the template, a service of AWS, or the operator of this machine. */
export interface Principal {
  readonly arn: string;
  readonly account: string;
  readonly policies: readonly PolicyDocument[];
  /** Set when a service of AWS calls, for example `logs.us-east-1.amazonaws.com`. */
  readonly service?: string;
  /** ARN of the function whose code calls, with the credentials of its role. */
  readonly sourceFunction?: string | undefined;
}

/** The credentials the endpoint recognises: access-key id to principal. */
export type Identities = ReadonlyMap<string, Principal>;

/** How one invocation of a function ended. */
export interface Invocation {
  /** The JSON text that the handler returned, or the error document of Lambda. */
  readonly payload: string;
  /** Absent when the handler returned. */
  readonly failure?: "Unhandled" | "Timeout" | "Crash" | "TooLarge";
}

/**
 * Runs a function of the template by its physical name, in a process of its own.
 * @param trace the trace to which the invocation belongs, as `X-Amzn-Trace-Id` writes it; a new one when absent.
 */
export type Invoke = (functionName: string, payload: string, trace?: string) => Promise<Invocation>;

/** An AWS error as the wire writes it: its code, its status, a message that names no caller's value. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;
  constructor(code: string, status: number, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** The running HTTP server of a folder: where it is, and how it ends. */
export interface Server {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** One person of the local sign-in. */
export interface Person {
  /** `sub` of the tokens. */
  readonly sub: string;
  readonly username: string;
  readonly email: string;
  readonly name: string;
  readonly pool: "members" | "workforce";
}
