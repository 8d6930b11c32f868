import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { onTestFinished } from "vitest";
import {
  type EventSources,
  type EventSourcesOptions,
  startEventSources,
} from "../../../local/event-sources/start-event-sources.ts";
import type { Invocation } from "../../../local/types.ts";
import type { EndpointOptions } from "../../../local/wire/endpoint.ts";
import type { TemplateJson } from "../cloudformation/assembly.ts";
import { type Streaming, startStreaming } from "../streams/running.ts";
import { streamTemplate } from "../streams/template.ts";
import { mappingOf } from "./template.ts";

export const done: Invocation = { payload: "null" };
export const failed: Invocation = { payload: "{}", failure: "Unhandled" };

interface Event {
  readonly Records: readonly {
    readonly dynamodb: {
      readonly Keys: { readonly pk: { readonly S: string } };
      readonly SequenceNumber: string;
    };
  }[];
}

/** A function as a test writes it: it gets the partition keys of a batch, and says how the invocation ended. */
type Handler = (keys: readonly string[], event: Event) => Invocation | Promise<Invocation>;

export interface MappedOptions extends Partial<EventSourcesOptions> {
  readonly template?: TemplateJson;
  /** Keys of items that are there before the mapping reads, so that they come in one batch. */
  readonly written?: readonly string[];
  readonly database?: Partial<EndpointOptions>;
}

export interface Mapped extends Streaming {
  readonly sources: EventSources;
  /** The partition keys of every batch that went to the function. */
  readonly batches: readonly (readonly string[])[];
  readonly events: readonly Event[];
  /** What the mapping could not do, and what it gave up. */
  readonly told: readonly string[];
  /** Writes items with these keys, one after the other. */
  readonly write: (...keys: readonly string[]) => Promise<void>;
  /** Ends the event sources, and starts them again on the same streams. */
  readonly restart: () => Promise<EventSources>;
}

/** Runs a mapping of these properties; everything of it ends with the test. */
export async function startMapped(
  properties: object = {},
  handler: Handler = () => done,
  options: MappedOptions = {},
): Promise<Mapped> {
  const { template, database, written = [], ...others } = options;
  const Mapping = mappingOf(properties);
  const running = await startStreaming(template ?? streamTemplate(undefined, { Mapping }), database);
  await write(running, written);
  const seen = { batches: [] as (readonly string[])[], events: [] as Event[], told: [] as string[] };
  const start = () => {
    const sources = startEventSources({ ...sourceOptions(running, handler, seen), ...others });
    onTestFinished(sources.close);
    return sources;
  };
  const sources = start();
  const restart = async () => {
    await sources.close();
    return start();
  };
  return { ...running, ...seen, sources, restart, write: (...keys) => write(running, keys) };
}

function sourceOptions(
  { stack, identities, endpoint }: Streaming,
  handler: Handler,
  { batches, events, told }: { batches: (readonly string[])[]; events: Event[]; told: string[] },
): EventSourcesOptions {
  return {
    stack,
    identities: identities.identities,
    credentialsOf: identities.credentialsOf,
    endpointUrl: endpoint.url,
    invoke: async (_, payload) => {
      const event: Event = JSON.parse(payload);
      const keys = event.Records.map(({ dynamodb }) => dynamodb.Keys.pk.S);
      batches.push(keys);
      events.push(event);
      return handler(keys, event);
    },
    onFailure: (error) => told.push(error instanceof Error ? error.message : "not an Error"),
  };
}

/** Writes items with these keys, one after the other. */
export async function write(
  { dynamodb, tableName: TableName }: Pick<Streaming, "dynamodb" | "tableName">,
  keys: readonly string[],
): Promise<void> {
  for (const pk of keys) await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk } } }));
}
