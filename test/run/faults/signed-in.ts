import { randomUUID } from "node:crypto";
import type { Route } from "../../../functions/kernel/route.ts";
import { apiFunctions, slices } from "../../../functions/routes.ts";
import type { Asked } from "../kit/json-request.ts";
import { invitation, joining, stranger } from "../kit/people.ts";
import { dayFromToday } from "../kit/trail.ts";
import { place, tokenOf } from "../tenant.ts";

type Slices = typeof slices;
type SignedInSlice = Exclude<keyof Slices, "open">;
/** Every operation that needs a token: a new one does not compile before it has a sample. */
export type SignedIn = { [S in SignedInSlice]: keyof Slices[S] }[SignedInSlice];

const at = place("heart-failure", "daily-life");
const messages = `/v1/programs/${at.programId}/spaces/${at.spaceId}/threads/${at.threadId}/messages`;
const post = () => ({ "idempotency-key": randomUUID() });

/** A request of each operation that succeeds, and that no other test sends. */
const samples: { readonly [K in SignedIn]: () => Promise<Asked> } = {
  acceptInvitation: async () => ({
    method: "POST",
    path: "/v1/invitations/accept",
    token: (await stranger()).token,
    headers: post(),
    body: joining(await invitation()),
  }),
  readSelf: async () => ({ method: "GET", path: "/v1/me", token: await tokenOf("maria") }),
  createInvitation: async () => ({
    method: "POST",
    path: `/v1/programs/${at.programId}/invitations`,
    token: await tokenOf("grace"),
    headers: post(),
    body: { role: "patient", spaceIds: [at.spaceId] },
  }),
  postMessage: async () => ({
    method: "POST",
    path: messages,
    token: await tokenOf("maria"),
    headers: post(),
    body: { text: `Words that must not be lost ${randomUUID()}` },
  }),
  readMessages: async () => ({ method: "GET", path: `${messages}?limit=3`, token: await tokenOf("ana") }),
  readEvents: async () => ({
    method: "GET",
    path: `/v1/audit/events?from=${dayFromToday(-1)}&to=${dayFromToday(0)}&limit=3`,
    token: await tokenOf("olivia"),
  }),
};

/** The function that serves a slice, as the template names it. */
function functionOf(slice: SignedInSlice): string {
  const [name = ""] =
    Object.entries(apiFunctions).find(([, served]) => served.some((one) => one === slice)) ?? [];
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Function`;
}

const { open: _, ...signedInSlices } = slices;

/** One row for each operation that needs a token. */
export const signedIn = (Object.keys(signedInSlices) as SignedInSlice[]).flatMap((slice) =>
  (Object.entries<Route>(slices[slice]) as [SignedIn, Route][]).map(([name, route]) => ({
    name,
    route,
    lambda: functionOf(slice),
    sample: samples[name],
  })),
);
