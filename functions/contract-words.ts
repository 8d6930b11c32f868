import type { Right } from "./access.ts";

/** What the contract says in words, beside what the rows say. */

export const about = `Each tenant serves its own copy of this contract at \`/v1/openapi.json\`. Every refusal and failure is a problem document (RFC 9457). docs/clients.md says what every client must know.`;

/** Of the one way to prove who calls. A scheme of type http names its scopes on each operation (OpenAPI 3.1, security requirement). */
export const signIn =
  "Access token of one of the tenant's two user pools, got by the authorization code flow with PKCE. The scope that it must carry stands at each operation.";

/** By the first word of an action. */
export const tags: Readonly<Record<string, string>> = {
  service: "The service itself, without a token.",
  invitation: "How people come in.",
  member: "Who the caller is, and the people of a program.",
  person: "People in the whole tenant, for its administrators.",
  program: "Condition programs.",
  "care-team": "Who looks after a program.",
  space: "Places in which members write.",
  thread: "Conversations.",
  message: "What members write to each other.",
  draft: "What is written and not yet posted, kept for its author alone.",
  poll: "Questions with a few answers to choose from.",
  audit: "What the compliance officer reviews.",
};

/** How far a right reaches, after the roles that have it. */
export const reach: Readonly<Record<Right, string>> = {
  anyone: "",
  self: "about themselves",
  space: "in spaces they belong to",
  program: "anywhere in their program",
  scope: "as far as the patient let them",
  tenant: "in the whole tenant",
  no: "",
};

/** Parameters of paths and queries, by name. */
export const parameters: Readonly<Record<string, string>> = {
  programId: "Program, from `readSelf` or `listPrograms`.",
  spaceId: "Space of the program, from `readSelf` or `listSpaces`.",
  jobId: "File of invitations of the program, from `importInvitations` or `listInvitationImports`.",
  threadId: "Thread of the space, from `listThreads`.",
  messageId: "Message of the thread, from `readMessages`.",
  draftFor: "The thread that the draft answers, or for a new thread the space itself.",
  aliasId: "Somebody in the program, by what clients see of them: from `listMembers` or `readCareTeam`.",
  memberId: "Somebody in the tenant, from `findPerson`.",
  part: "Which people: `members` (patients, helpers, mentors) or the `team`. Members when absent.",
  from: "First day of UTC that is searched, included.",
  to: "Last day of UTC that is searched, included: at most 3,653 days with the first; 31 where nothing is named that the index has.",
  action: "Only events of this action.",
  outcome: "Only events that ended so.",
  actor: "Only what this member did.",
  subject: "Only events that name this member among those whose information was disclosed or changed.",
  requestId: "Only events of this request.",
  resource: "Only events about this thing, for example a thread.",
  limit: "How many at most, from 1 to 100.",
  patient: "Only events about this member, as `Patient/<id>` or the id.",
  agent: "Only what this member did, as the id, or behind `Patient/`, `RelatedPerson/` or `Practitioner/`.",
  date: "When, as FHIR searches dates: `2026-11`, `2026-11-26`, or an instant, with `eq`, `ge`, `gt`, `le` or `lt`. At most twice. Without it the last 31 days, or with `patient` or `agent` the last ten years.",
  _count: "How many resources at most, from 1 to 100.",
  _cursor: "From the link `next`, with the same other parameters. Lives 24 hours.",
  _format: "JSON is the only one.",
  cursor: "`nextCursor` of the page before, with the same other parameters. Lives 24 hours.",
};

export const idempotencyKey = "A fresh UUID per action; send the same one when you repeat the request.";

export const ifMatch =
  "ETag of the version that is changed. Another version meanwhile: 412, and nothing is changed.";
export const ifNoneMatch = "`*` in place of If-Match: there must be nothing yet.";

/** Answers, by status. */
export const answers: Readonly<Record<string, string>> = {
  200: "What was asked for.",
  201: "Made. A repeat with the same Idempotency-Key gets the same answer and makes nothing.",
  202: "Taken. The work goes on; ask again for its progress.",
  204: "Done.",
  304: "Nothing has changed.",
};

/** Refusals, by status. */
export const refusals = {
  400: "A parameter, field, cursor or Idempotency-Key is missing or wrong; `errors` says where.",
  401: "No token, or one that is not accepted: sign in again.",
  403: "Not a member yet, suspended, or not for this role or scope.",
  404: "It does not exist, or it is not for the caller. The two look the same on purpose.",
  409: "The same request is still being worked on, somebody has joined already, it is so already, the rules have changed, there are too many already, or it is too late for this.",
  412: "Somebody changed it meanwhile: load it again.",
  413: "The body is larger than 64 kB.",
  415: "The body is not JSON.",
  422: "This Idempotency-Key was used for another request.",
  428: "The version that is to be changed is not named.",
  429: "Too many requests at once, or too many codes that do not work.",
  503: "Not available now, or the health system has closed its keys (`sealed`). Nothing is lost.",
} as const;
export type Refusal = keyof typeof refusals;

/** Any other refusal or failure. */
export const otherwise = "Another refusal or failure.";

/** Headers of answers. */
export const headers = {
  ETag: "Version of what is answered: send it as If-None-Match.",
  Link: 'Where the next page is (RFC 8288), as `rel="next"`; absent on the last one.',
  "Retry-After": "Seconds after which to come again.",
} as const;
