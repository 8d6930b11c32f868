import type { IncomingMessage, ServerResponse } from "node:http";
import type { JSONWebKeySet } from "jose";
import { listen } from "../listen.ts";
import type { LoadedStack, Person, Server } from "../types.ts";
import { interaction, sendPage } from "./interaction.ts";
import { type SigningKeys, signingKeys } from "./keys.ts";
import { mintToken, type Signature } from "./mint.ts";
import { refusalPage } from "./page.ts";
import { type People, peopleOf } from "./people.ts";
import { type UserPool, userPools } from "./pools.ts";
import { poolProvider } from "./provider.ts";

/** What the local sign-in is started with. */
export interface SignInOptions {
  readonly stack: LoadedStack;
  readonly people: readonly Person[];
  /** Where signing keys are kept; null keeps nothing. */
  readonly dataFolder: string | null;
  /** A free one when absent. */
  readonly port?: number;
  readonly clock?: () => Date;
  /** Told what broke where nothing should: the client only sees an error page. */
  readonly onFault?: (error: unknown) => void;
}

/** The running sign-in of every user pool of a template. */
export interface SignIn extends Server {
  readonly pools: readonly UserPool[];
  /** The local URL of a pool, for discovery; the `iss` of its access tokens is {@link UserPool.issuer}. */
  readonly issuerUrl: (poolId: string) => string;
  /** The public keys of a pool, by its ARN. */
  readonly jwksOf: (poolArn: string) => JSONWebKeySet;
  readonly addPerson: (person: Person) => void;
  /** A token that no sign-in would give: see {@link mintToken}. Not reachable over HTTP. */
  readonly mint: (
    poolId: string,
    override: Readonly<Record<string, unknown>>,
    signature?: Signature,
  ) => Promise<string>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface RunningPool {
  readonly pool: UserPool;
  readonly keys: SigningKeys;
}

interface Surroundings {
  readonly people: People;
  readonly clock: () => Date;
  readonly onFault: (error: unknown) => void;
}

function poolHandler(
  base: string,
  { pool, keys }: RunningPool,
  { people, clock, onFault }: Surroundings,
): Handler {
  const provider = poolProvider(`${base}/${pool.poolId}`, { pool, people, clock }, keys, refusalPage);
  provider.on("server_error", (_, error) => onFault(error));
  const answer = provider.callback();
  const choose = interaction(provider, people, pool.kind);
  return async (request, response) => {
    const path = (request.url ?? "/").slice(pool.poolId.length + 1);
    if (path.startsWith("/signin/")) return choose(request, response);
    // The library finds the folder under which it stands by comparing these two.
    Object.assign(request, { originalUrl: request.url, url: path });
    await answer(request, response);
  };
}

function route(handlers: ReadonlyMap<string, Handler>, onFault: (error: unknown) => void) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const poolId = /^\/([^/?]+)\//.exec(request.url ?? "")?.[1] ?? "";
    const handler = handlers.get(poolId);
    if (handler === undefined) sendPage(response, 404, refusalPage("not_found"));
    handler?.(request, response).catch((error: unknown) => {
      onFault(error);
      if (response.headersSent) response.destroy();
      else sendPage(response, 500, refusalPage("server_error"));
    });
  };
}

function find<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The template has no such user pool");
  return value;
}

/**
 * Starts an OpenID provider for every user pool of the template, each under `/<pool id>`.
 *
 * @throws Error when the template holds a pool or client that this sign-in does not understand, or a kept signing key
 * cannot be read.
 */
export async function startSignIn(options: SignInOptions): Promise<SignIn> {
  const { clock = () => new Date(), onFault = () => undefined } = options;
  const pools = userPools(options.stack);
  const people = peopleOf(
    options.people,
    pools.map(({ kind }) => kind),
  );
  const running = await Promise.all(
    pools.map(async (pool) => ({
      pool,
      keys: await signingKeys(options.dataFolder, pool.poolId),
    })),
  );
  const handlers = new Map<string, Handler>();
  const server = await listen(options.port ?? 0, route(handlers, onFault));
  for (const pool of running)
    handlers.set(pool.pool.poolId, poolHandler(server.url, pool, { people, clock, onFault }));
  const byId = (poolId: string) => find(running.find(({ pool }) => pool.poolId === poolId));
  return {
    ...server,
    pools,
    issuerUrl: (poolId) => `${server.url}/${byId(poolId).pool.poolId}`,
    jwksOf: (arn) => find(running.find(({ pool }) => pool.arn === arn)).keys.publicKeys,
    addPerson: people.add,
    mint: async (poolId, override, signature = "own") => {
      const { pool, keys } = byId(poolId);
      return mintToken(pool, keys, clock(), override, signature);
    },
  };
}
