import type { IncomingMessage, ServerResponse } from "node:http";
import type { JSONWebKeySet } from "jose";
import { listen } from "../listen.ts";
import type { LoadedStack, Person, Server } from "../types.ts";
import { openAccountStore } from "./account-store.ts";
import { type Directory, directoryOf, type Mailbox, mailbox } from "./directory.ts";
import { interaction, sendPage } from "./interaction.ts";
import { mintToken, type Signature } from "./mint.ts";
import { refusalPage } from "./page.ts";
import { type People, peopleOf } from "./people.ts";
import { type UserPool, userPools } from "./pools.ts";
import { poolProvider } from "./provider.ts";
import { findPool, type RunningPool, runningPool } from "./running-pool.ts";

/** What the local sign-in is started with. */
export interface SignInOptions {
  readonly stack: LoadedStack;
  readonly people: readonly Person[];
  /** Where signing keys and the people whom the pools make are kept; null keeps nothing. */
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
  /** What the operations of Amazon Cognito work on. */
  readonly directory: Directory;
  /** What the pools would have sent, oldest first. */
  readonly mails: Mailbox["mails"];
  /** A token that no sign-in would give: see {@link mintToken}. Not reachable over HTTP. */
  readonly mint: (
    poolId: string,
    override: Readonly<Record<string, unknown>>,
    signature?: Signature,
  ) => Promise<string>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Surroundings {
  readonly people: People;
  readonly clock: () => Date;
  readonly onFault: (error: unknown) => void;
}

function poolHandler(
  base: string,
  { pool, keys, storage }: RunningPool,
  { people, clock, onFault }: Surroundings,
): Handler {
  const source = { pool, people, clock };
  const provider = poolProvider(`${base}/${pool.poolId}`, source, keys, storage, refusalPage);
  provider.on("server_error", (_, error) => onFault(error));
  const answer = provider.callback();
  const choose = interaction(provider, people, pool);
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

/**
 * Starts an OpenID provider for every user pool of the template, each under `/<pool id>`.
 *
 * @throws Error when the template holds a pool or client that this sign-in does not understand, or a kept signing key or
 * the kept people cannot be read.
 */
export async function startSignIn(options: SignInOptions): Promise<SignIn> {
  const { stack, dataFolder, clock = () => new Date(), onFault = () => undefined } = options;
  const pools = userPools(stack);
  const people = peopleOf(options.people, pools, await openAccountStore(dataFolder), clock);
  const running = await Promise.all(pools.map((pool) => runningPool(pool, dataFolder)));
  const surroundings = { people, clock, onFault };
  const handlers = new Map<string, Handler>();
  const server = await listen(options.port ?? 0, route(handlers, onFault));
  for (const one of running) handlers.set(one.pool.poolId, poolHandler(server.url, one, surroundings));
  const byId = (poolId: string) => findPool(running, (pool) => pool.poolId === poolId);
  const { send, mails } = mailbox();
  return {
    ...{ ...server, pools, mails },
    issuerUrl: (poolId) => `${server.url}/${byId(poolId).pool.poolId}`,
    jwksOf: (arn) => findPool(running, (pool) => pool.arn === arn).keys.publicKeys,
    addPerson: people.add,
    directory: directoryOf(running, { region: stack.region, people, now: clock, send }),
    mint: async (poolId, override, signature = "own") => {
      const { pool, keys } = byId(poolId);
      return mintToken(pool, keys, clock(), override, signature);
    },
  };
}
