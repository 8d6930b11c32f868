import { keyNames, keysOf } from "../kms/template.ts";
import type { Credentials } from "../lambda/variables.ts";
import type { Identities, Invoke, LoadedStack, Principal } from "../types.ts";
import { jsonCalls } from "../wire/json-calls.ts";
import { type Delivery, type DeliveryOptions, delivery } from "./delivery.ts";
import { mappingTurn, type TurnOptions } from "./mapping-turn.ts";
import { type EventSourceMapping, eventSourceMappings } from "./mappings.ts";
import { checkMayRead } from "./permission.ts";
import { poller } from "./poller.ts";
import type { Turn } from "./shard-reader.ts";

export interface EventSourcesOptions {
  readonly stack: LoadedStack;
  readonly identities: Identities;
  /** The credentials of a role, by its ARN: a stream is read with those of the function. */
  readonly credentialsOf: (roleArn: string) => Credentials;
  /** The AWS endpoint of this run. */
  readonly endpointUrl: string;
  readonly invoke: Invoke;
  /** This machine's time, as the database writes it into its records. */
  readonly now?: () => Date;
  /** Told of what could not be read or run, and of records that were given up. */
  readonly onFailure?: (error: unknown) => void;
}

export interface EventSources {
  /** The last batches that went to a function, oldest first, and how they ended. */
  readonly deliveries: () => readonly Delivery[];
  /** Ends when every stream has been read to its end and no batch waits or runs. @throws Error when the run ends before. */
  readonly idle: () => Promise<void>;
  /** Reads nothing more, and waits for what runs. */
  readonly close: () => Promise<void>;
}

const KEPT_DELIVERIES = 1000;

/**
 * Reads the streams of the template's event source mappings, and takes their records to the functions.
 * @throws Error naming a mapping that is not understood, or whose function may not read the stream.
 */
export function startEventSources(options: EventSourcesOptions): EventSources {
  const mappings = eventSourceMappings(options.stack);
  checkMappings(mappings, options);
  const deliveries: Delivery[] = [];
  let delivered = 0;
  const onDelivery = (one: Delivery): void => {
    delivered += 1;
    deliveries.push(one);
    deliveries.splice(0, deliveries.length - KEPT_DELIVERIES);
  };
  const pollers = mappings
    .filter(({ enabled }) => enabled)
    .map((mapping) => poller((isStopped) => turnOf(mapping, options, { onDelivery, isStopped })));
  return {
    deliveries: () => [...deliveries],
    idle: async () => {
      // Again when a function was run: it may have written what another one reads.
      let before: number;
      do {
        before = delivered;
        await Promise.all(pollers.map(({ quiet }) => quiet()));
      } while (before !== delivered);
    },
    close: async () => {
      await Promise.all(pollers.map(({ close }) => close()));
    },
  };
}

function checkMappings(mappings: readonly EventSourceMapping[], options: EventSourcesOptions): void {
  const { stack, now = () => new Date() } = options;
  const findKey = keyNames(stack, keysOf(stack));
  for (const mapping of mappings)
    checkMayRead(mapping, { stack, caller: callerOf(mapping, options), findKey, now: now() });
}

function callerOf({ logicalId, roleArn }: EventSourceMapping, options: EventSourcesOptions): Principal {
  const caller = options.identities.get(options.credentialsOf(roleArn).accessKeyId);
  if (caller === undefined) throw new Error(`${logicalId}: the role of its function is not known.`);
  return caller;
}

function turnOf(
  mapping: EventSourceMapping,
  options: EventSourcesOptions,
  { onDelivery, isStopped }: Pick<DeliveryOptions, "onDelivery"> & Pick<TurnOptions, "isStopped">,
): () => Promise<Turn> {
  const { endpointUrl: url, credentialsOf, invoke, now = () => new Date() } = options;
  const { onFailure = () => undefined } = options;
  const { accessKeyId } = credentialsOf(mapping.roleArn);
  return mappingTurn(mapping, {
    call: jsonCalls({ url, prefix: "DynamoDBStreams_20120810", accessKeyId }),
    deliver: delivery(mapping, { invoke, now, onDelivery, onDiscard: onFailure }),
    isStopped,
    onFailure,
  });
}
