import type { $ZodType, input } from "zod/v4/core";
import type { Route } from "../functions/kernel/route.ts";
import { inForce } from "../functions/members/notices.ts";
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
    readonly status: (keyof R["answers"] & number) | 400 | 404 | 409 | 412;
    /** Asks with If-None-Match: * in place of If-Match. */
    readonly makes?: true;
    /** Ends what its sender is signed in with: the sample asks without an Idempotency-Key, and so is refused. */
    readonly endsSession?: true;
  };
type Samples = { readonly [N in OperationName]: Sample<RowOf<N>> };

/** A draft for the thread of the place. */
const draftOf = ({ place: { programId, spaceId, threadId } }: Setting) => ({
  programId,
  spaceId,
  draftFor: threadId,
});

/** Somebody in the program of the place. */
const somebody = ({ place: { programId }, things: { aliasId } }: Setting) => ({ programId, aliasId });
const anybody = ({ things: { memberId } }: Setting) => ({ memberId });
const because = () => ({ reason: "A sample reason." });
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
  readNotices: { status: 200 },
  readProtectedResource: { status: 200 },
  readApiCatalog: { status: 200 },
  findApiCatalog: { status: 200 },
  readEmergency: { params: inProgram, status: 200 },
  acceptInvitation: {
    body: ({ code }) => ({ code, alias: "Sample", ...inForce }),
    status: 404,
  },
  readSettings: { status: 200 },
  changeSettings: { body: () => ({ textSize: 120, quietHours: null }), status: 412 },
  signOut: { status: 400, endsSession: true },
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
  listMembers: { params: ({ place: { programId } }) => ({ programId }), query: () => ({}), status: 200 },
  suspendMember: { params: somebody, body: because, status: 404 },
  reactivateMember: { params: somebody, body: because, status: 404 },
  findPerson: { body: ({ things: { email } }) => ({ email }), status: 404 },
  suspendPerson: { params: anybody, body: because, status: 404 },
  reactivatePerson: { params: anybody, body: because, status: 404 },
  invitePerson: {
    body: ({ things: { email } }) => ({ role: "officer", email, language: "en" }),
    status: 201,
  },
  createInvitation: {
    params: ({ place: { programId } }) => ({ programId }),
    body: ({ place }) => ({ role: "patient", spaceIds: [place.spaceId] }),
    status: 201,
  },
  importInvitations: {
    params: ({ place: { programId } }) => ({ programId }),
    body: ({ place, things }) => ({ csv: `email\n${things.email}\n`, spaceIds: [place.spaceId] }),
    status: 202,
  },
  listInvitationImports: {
    params: ({ place: { programId } }) => ({ programId }),
    query: () => ({}),
    status: 200,
  },
  readInvitationImport: {
    params: ({ place: { programId }, things: { jobId } }) => ({ programId, jobId }),
    query: () => ({}),
    status: 404,
  },
  startThread: {
    params: ({ place: { programId, spaceId } }) => ({ programId, spaceId }),
    body: () => ({ title: "A sample thread", text: "Who walks?", poll: { options: ["I do", "Not yet"] } }),
    status: 201,
  },
  listThreads: {
    params: ({ place: { programId, spaceId } }) => ({ programId, spaceId }),
    query: () => ({}),
    status: 200,
  },
  readThread: { params: ({ place }) => place, status: 200 },
  markRead: {
    params: ({ place }) => place,
    body: ({ things: { messageId } }) => ({ upTo: messageId }),
    status: 404,
  },
  readUnread: { params: ({ place: { programId } }) => ({ programId }), status: 200 },
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
  readCounts: { query: ({ today }) => ({ from: today, to: today }), status: 200 },
  readIntegrity: { status: 200 },
  readFhirAuditEvents: { query: ({ today }) => ({ date: [today], _count: "1" }), status: 200 },
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
  /** Whether it bears an Idempotency-Key. */
  readonly keyed: boolean;
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
type AnySample = Parts & Readonly<{ status: number; makes?: true; endsSession?: true }>;

/** An operation after which its sender has to sign in again. */
export const endsSession = (name: OperationName): boolean => sampleOf(name).endsSession === true;

const sampleOf = (name: OperationName): AnySample => samples[name];

/** The sample request of an operation in a setting. @param instead other values of the path's parameters, as they are. */
export function sampleRequest(
  name: OperationName,
  at: Setting,
  instead: Readonly<Record<string, string>> = {},
): SampleRequest {
  const { method, path } = rowOf(name);
  const sample = sampleOf(name);
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
    keyed: method === "POST" && !sample.endsSession,
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
