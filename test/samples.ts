import type { $ZodType, input } from "zod/v4/core";
import type { Route } from "../functions/kernel/route.ts";
import { operations, type slices } from "../functions/routes.ts";

/** Where in the tenant a sample asks. */
export interface SamplePlace {
  readonly programId: string;
  readonly spaceId: string;
  readonly threadId: string;
}
/** Ids of single things that a row's path or body names. They name nothing unless somebody has made them for one request. */
export interface SampleThings {
  readonly messageId: string;
  readonly aliasId: string;
  readonly memberId: string;
  readonly jobId: string;
  readonly spaceId: string;
  /** Address of an account. */
  readonly email: string;
  /** ETag of what a PUT, PATCH or DELETE changes. */
  readonly version: string;
}
/** Names nothing: a sample that asks with it is refused, and so can be asked by everybody, again and again. */
export const nothing: SampleThings = {
  messageId: "01ARZ3NDEKTSV4RRFFQ69G5FB1",
  aliasId: "01ARZ3NDEKTSV4RRFFQ69G5FB2",
  memberId: "01ARZ3NDEKTSV4RRFFQ69G5FB3",
  jobId: "01ARZ3NDEKTSV4RRFFQ69G5FB4",
  spaceId: "01ARZ3NDEKTSV4RRFFQ69G5FB5",
  email: "nobody@example.org",
  version: "none-such",
};
/** What a sample request is made of. */
export interface Setting {
  readonly place: SamplePlace;
  readonly things: SampleThings;
  /** Day of UTC, `2026-11-22`. */
  readonly today: string;
  /** Of an invitation. A real one is used up by the first who sends it. */
  readonly code: string;
}
/** A code that no invitation has. */
export const noCode = "0000000000";

type Slices = typeof slices;
export type OperationName = { [S in keyof Slices]: keyof Slices[S] }[keyof Slices];
type RowOf<N> = { [S in keyof Slices]: N extends keyof Slices[S] ? Slices[S][N] : never }[keyof Slices];

type Part<R, K extends "params" | "query" | "body"> =
  R extends Readonly<Record<K, infer S extends $ZodType>>
    ? { readonly [P in K]: (at: Setting) => input<S> }
    : { readonly [P in K]?: never };
type Sample<R extends Route> = Part<R, "params"> &
  Part<R, "query"> &
  Part<R, "body"> & {
    /** What a caller gets who may: a status of the row, or a refusal where the sample asks with `noCode` or for `nothing`. */
    readonly status: (keyof R["answers"] & number) | 404 | 409 | 412;
    /** Asks with If-None-Match: * in place of If-Match. */
    readonly makes?: true;
  };
type Samples = { readonly [N in OperationName]: Sample<RowOf<N>> };

/** A draft for the thread of the place. */
const draftOf = ({ place: { programId, spaceId, threadId } }: Setting) => ({
  programId,
  spaceId,
  draftFor: threadId,
});

const inProgram = ({ place: { programId } }: Setting) => ({ programId });
/** A space of the program that is nobody's own yet. */
const ofSpace = ({ place: { programId }, things: { spaceId } }: Setting) => ({ programId, spaceId });

/**
 * One well-formed request of each row, from which every generated proof is made: who may send it, what it leaves in the
 * audit trail, what it does with hostile input. A row without a sample does not compile.
 */
export const samples = {
  readHealth: { status: 200 },
  readContract: { status: 200 },
  readProtectedResource: { status: 200 },
  readApiCatalog: { status: 200 },
  findApiCatalog: { status: 200 },
  readEmergency: { params: inProgram, status: 200 },
  acceptInvitation: {
    body: ({ code }) => ({ code, alias: "Sample", rulesVersion: 1, privacyNoticeVersion: 1 }),
    status: 404,
  },
  createProgram: {
    body: () => ({
      template: "asthma",
      phone: "555-0102",
      spaces: [{ title: { en: "Sample", es: "Muestra" }, joining: "open" }],
    }),
    status: 201,
  },
  listPrograms: { query: () => ({}), status: 200 },
  readProgram: { params: inProgram, status: 200 },
  createSpace: {
    params: inProgram,
    body: () => ({ title: { en: "Sample", es: "Muestra" }, joining: "invited" }),
    status: 201,
  },
  listSpaces: { params: inProgram, status: 200 },
  joinSpace: { params: ofSpace, status: 404 },
  leaveSpace: { params: ofSpace, status: 404 },
  returnToSpace: { params: ofSpace, status: 404 },
  readCareTeam: { params: inProgram, query: () => ({}), status: 200 },
  assignToCareTeam: {
    params: inProgram,
    body: ({ things: { email } }) => ({ email, role: "nurse", alias: "Sample" }),
    status: 404,
  },
  releaseFromCareTeam: {
    params: ({ place: { programId }, things: { aliasId } }) => ({ programId, aliasId }),
    status: 404,
  },
  readSelf: { status: 200 },
  createInvitation: {
    params: ({ place: { programId } }) => ({ programId }),
    body: ({ place }) => ({ role: "patient", spaceIds: [place.spaceId] }),
    status: 201,
  },
  postMessage: {
    params: ({ place }) => place,
    body: () => ({ text: "A sample message." }),
    status: 201,
  },
  readMessages: { params: ({ place }) => place, query: () => ({}), status: 200 },
  editMessage: {
    params: ({ place, things: { messageId } }) => ({ ...place, messageId }),
    body: () => ({ text: "A sample message, edited." }),
    status: 404,
  },
  deleteMessage: {
    params: ({ place, things: { messageId } }) => ({ ...place, messageId }),
    status: 404,
  },
  undoMessage: {
    params: ({ place, things: { messageId } }) => ({ ...place, messageId }),
    status: 404,
  },
  reactToMessage: {
    params: ({ place, things: { messageId } }) => ({ ...place, messageId }),
    body: () => ({ kind: "with-you" }),
    status: 404,
  },
  readDraft: { params: draftOf, status: 404 },
  saveDraft: { params: draftOf, body: () => ({ title: "", text: "A sample draft." }), status: 412 },
  discardDraft: { params: draftOf, status: 404 },
  pinMessage: {
    params: ({ place: { programId, spaceId } }) => ({ programId, spaceId }),
    body: ({ place: { threadId }, things: { messageId } }) => ({ threadId, messageId }),
    status: 404,
  },
  unpinMessage: { params: ({ place: { programId, spaceId } }) => ({ programId, spaceId }), status: 204 },
  vote: { params: ({ place }) => place, body: () => ({ option: 0 }), status: 404 },
  readOwnLog: { query: ({ today }) => ({ from: today, to: today }), status: 200 },
  readEvents: { query: ({ today }) => ({ from: today, to: today, limit: "1" }), status: 200 },
} satisfies Samples;

/** A sample as any HTTP client would send it. */
export interface SampleRequest {
  readonly method: string;
  /** With its ids and its query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: object | undefined;
  /** Preconditions (RFC 9110 section 13.1) of a PUT, PATCH or DELETE. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Every row's name, in the order of the slices. */
export const operationNames: readonly OperationName[] = Object.keys(operations).filter(
  (name): name is OperationName => Object.hasOwn(samples, name),
);

/** The row of an operation. */
export function rowOf(name: OperationName): Route {
  const row = operations[name];
  if (!row) throw new Error(`There is no row ${name}.`);
  return row;
}

type Parts = Readonly<Partial<Record<"params" | "query" | "body", (at: Setting) => object>>>;

/** The sample request of an operation in a setting. @param instead other values of the path's parameters, as they are. */
export function sampleRequest(
  name: OperationName,
  at: Setting,
  instead: Readonly<Record<string, string>> = {},
): SampleRequest {
  const { method, path } = rowOf(name);
  const sample: Parts & { readonly status: number; readonly makes?: true } = samples[name];
  const params = words(sample.params?.(at));
  const query = words(sample.query?.(at));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, id: string) => instead[id] ?? params[id] ?? "");
  const search = new URLSearchParams(query).toString();
  return {
    method,
    path: search === "" ? filled : `${filled}?${search}`,
    params,
    query,
    body: sample.body?.(at),
    headers: preconditionOf(method, sample.makes, at),
  };
}

function preconditionOf(
  method: string,
  makes: true | undefined,
  { things }: Setting,
): Record<string, string> {
  if (method === "GET" || method === "HEAD" || method === "POST") return {};
  return makes ? { "If-None-Match": "*" } : { "If-Match": `"${things.version}"` };
}

const words = (part: object = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(part).map(([key, value]) => [key, String(value)]));
