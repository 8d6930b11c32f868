import type { Principal } from "../types.ts";
import { isKnownService } from "./actions.ts";

/**
 * What AWS knows of a request, for conditions. A key with `undefined` is known to be absent; a key that is not
 * there at all could not be computed, and a condition on it is an error. A list is a multivalued key.
 * Keys are written in lower case: AWS compares them so.
 */
export type Context = ReadonlyMap<string, string | readonly string[] | undefined>;

/** Where and when a request is made, and by whom. */
export interface Situation {
  readonly caller: Principal;
  readonly region: string;
  readonly now: Date;
  /** The service that forwards the caller's request, for example `dynamodb`. */
  readonly via?: string;
}

/**
 * The `aws:` keys of a request, and the service's own beside them.
 *
 * @param own keys of the service, in any case.
 */
export function contextOf(
  situation: Situation,
  own: Iterable<readonly [string, string | readonly string[] | undefined]>,
): Context {
  const { caller, via } = situation;
  const isService = caller.service !== undefined;
  const keys: (readonly [string, string | readonly string[] | undefined])[] = [
    ["aws:PrincipalArn", isService ? undefined : caller.arn],
    ["aws:PrincipalAccount", isService ? undefined : caller.account],
    ["aws:PrincipalIsAWSService", String(isService)],
    ["aws:PrincipalServiceName", caller.service],
    ["aws:SourceAccount", isService ? caller.account : undefined],
    ["aws:SourceArn", isService ? caller.arn : undefined],
    ["lambda:SourceFunctionArn", caller.sourceFunction],
    ["aws:ViaAWSService", String(via !== undefined)],
    ["aws:CalledVia", via === undefined ? undefined : [`${via}.amazonaws.com`]],
    ["aws:RequestedRegion", situation.region],
    // What is asked is whether the deployed stack would allow the call, and AWS's endpoints speak TLS only.
    ["aws:SecureTransport", "true"],
    ["aws:EpochTime", String(Math.floor(situation.now.getTime() / 1000))],
    ...own,
  ];
  return new Map(keys.map(([key, value]) => [key.toLowerCase(), value]));
}

/**
 * The values of one key, or `undefined` when the request does not have it.
 *
 * @throws Error when the key could not be computed, or does not exist.
 */
export function lookUp(
  context: Context,
  action: string,
  key: string,
): string | readonly string[] | undefined {
  const name = key.toLowerCase();
  if (context.has(name)) return context.get(name);
  if (name.startsWith("kms:encryptioncontext:") && context.has("kms:encryptioncontextkeys")) return undefined;
  const service = serviceOf(name);
  if (isKnownService(service) && service !== serviceOf(action.toLowerCase())) return undefined;
  throw new Error(`condition key not computed: ${key}`);
}

/** @throws Error for the key of a service that is not known. Those of another service than the action's are absent from a request. */
export function checkConditionKey(key: string): void {
  const service = serviceOf(key.toLowerCase());
  if (service !== "aws" && !isKnownService(service)) throw new Error(`condition key not known: ${key}`);
}

const serviceOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(":")));
