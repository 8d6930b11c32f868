import { randomUUID } from "node:crypto";
import type { OperationName } from "../../samples.ts";
import { type OwnMember, ownProgram } from "../idempotency/own-program.ts";
import { messagesPath, once, place } from "../tenant.ts";
import { sendFile } from "./imports.ts";
import { newcomer } from "./people.ts";
import { asAdministrator, asManager, officer } from "./persons.ts";
import type { Asker } from "./requests.ts";

/** Makes, for one request, the things that it names, so that whoever may is answered with 2xx. */
export type Prepare = (asker: Asker) => Promise<Asker>;

const threadsPath = "/v1/programs/{programId}/spaces/{spaceId}/threads";
const draftPath = "/v1/programs/{programId}/spaces/{spaceId}/drafts/{draftFor}";

/** Somebody new who has just posted. */
async function author() {
  const person = await newcomer("patient");
  const posted = await person.client.POST(messagesPath, {
    params: { path: person.place, header: once() },
    body: { text: "Made for one request." },
  });
  if (!posted.data) throw new Error("The newcomer could not post.");
  return { token: person.token, things: { messageId: posted.data.messageId, version: posted.data.version } };
}

const asAuthor: Prepare = async ({ setting }) => {
  const { token, things } = await author();
  return { token, setting: { ...setting, things: { ...setting.things, ...things } } };
};

/** Somebody else's message. */
const toAuthor: Prepare = async (asker) => {
  const { messageId } = (await author()).things;
  return { ...asker, setting: { ...asker.setting, things: { ...asker.setting.things, messageId } } };
};

const withDraft: Prepare = async ({ setting }) => {
  const { token, client } = await newcomer("patient");
  const { threadId: draftFor, ...place } = setting.place;
  const saved = await client.PUT(draftPath, {
    params: { path: { ...place, draftFor }, header: { "If-None-Match": "*" } },
    body: { text: "Made for one request." },
  });
  if (!saved.data) throw new Error("The draft could not be kept.");
  return { token, setting: { ...setting, things: { ...setting.things, version: "1" } } };
};

/** Somebody in a thread that asks something. */
const withPoll: Prepare = async ({ setting }) => {
  const { token, client, place } = await newcomer("patient");
  const begun = await client.POST(threadsPath, {
    params: { path: place, header: once() },
    body: { title: "Made for one request", text: "Who walks?", poll: { options: ["I do", "Not yet"] } },
  });
  if (!begun.data) throw new Error("The thread could not be begun.");
  return { token, setting: { ...setting, place: { ...place, threadId: begun.data.threadId } } };
};

/** Somebody of their own, so that nobody else's language or session is changed; they have chosen nothing yet. */
const byNewcomer: Prepare = async ({ setting }) => {
  const { token } = await newcomer("patient");
  return { token, setting: { ...setting, things: { ...setting.things, version: "0" } } };
};
const naming = ({ token, setting }: Asker, things: Partial<Asker["setting"]["things"]>): Asker => ({
  token,
  setting: { ...setting, things: { ...setting.things, ...things } },
});

/** Somebody new in the program, kept out of it or not. */
const toNewcomer =
  (suspended: boolean): Prepare =>
  async (asker) => {
    const { aliasId, place } = await newcomer("patient");
    if (aliasId === null) throw new Error("The newcomer has no alias.");
    if (suspended) await asManager.suspend({ programId: place.programId, aliasId });
    return naming(asker, { aliasId });
  };

/** Somebody new in the tenant, kept out of it or not. */
const toOfficer =
  (suspended: boolean): Prepare =>
  async (asker) => {
    const { memberId, email } = await officer();
    if (suspended) await asAdministrator.suspend(memberId);
    return naming(asker, { memberId, email });
  };

const withJob: Prepare = async (asker) => {
  const { programId, spaceId } = asker.setting.place;
  return naming(asker, { jobId: await sendFile("grace", { programId, spaceId }, "email\nsam@example.org") });
};

const leavePath = "/v1/programs/{programId}/spaces/{spaceId}/leave";

/** Somebody in a program of their own, who asks about one of its two spaces: that in which they are, or the other one. */
const inOwnSpace =
  (which: "at" | "elsewhere"): Prepare =>
  async ({ setting }) => {
    const program = await ownProgram(["patient"]);
    const [patient] = program.people as [OwnMember];
    const { at, [which]: asked } = program;
    return {
      token: patient.token,
      setting: { ...setting, place: at, things: { ...setting.things, spaceId: asked.spaceId } },
    };
  };

const outOfOwnSpace: Prepare = async ({ setting }) => {
  const { at, people } = await ownProgram(["patient"]);
  const [patient] = people as [OwnMember];
  const left = await patient.client.POST(leavePath, { params: { path: at, header: once() } });
  if (!left.data) throw new Error("The space could not be left.");
  const things = { ...setting.things, spaceId: at.spaceId };
  return { token: patient.token, setting: { ...setting, place: at, things } };
};

/** The manager of a program of their own, with a nurse. */
const inOwnTeam: Prepare = async ({ setting }) => {
  const { at, people } = await ownProgram(["manager", "nurse"]);
  const [manager, nurse] = people as [OwnMember, OwnMember];
  const things = { ...setting.things, aliasId: nurse.aliasId };
  return { token: manager.token, setting: { ...setting, place: at, things } };
};

/** The manager of a program of their own, and a colleague of the tenant who does not belong to it. */
const withColleague: Prepare = async ({ setting }) => {
  const [{ at, people }, { email }] = [await ownProgram(["manager"]), await officer()];
  const [manager] = people as [OwnMember];
  return { token: manager.token, setting: { ...setting, place: at, things: { ...setting.things, email } } };
};

/** By operation; the others find what they name in the sample tenant. */
export const preparations: Readonly<Partial<Record<OperationName, Prepare>>> = {
  readInvitationImport: withJob,
  changeSettings: byNewcomer,
  signOut: byNewcomer,
  createSpace: inOwnTeam,
  joinSpace: inOwnSpace("elsewhere"),
  leaveSpace: inOwnSpace("at"),
  returnToSpace: outOfOwnSpace,
  assignToCareTeam: withColleague,
  releaseFromCareTeam: inOwnTeam,
  editMessage: asAuthor,
  deleteMessage: asAuthor,
  undoMessage: asAuthor,
  markRead: toAuthor,
  reactToMessage: toAuthor,
  pinMessage: toAuthor,
  // Not where others pin at the same time: a repeat answers with what stands there now.
  unpinMessage: async (asker) => ({
    ...asker,
    setting: { ...asker.setting, place: place("heart-failure", "newly-diagnosed") },
  }),
  vote: withPoll,
  readDraft: withDraft,
  saveDraft: withDraft,
  discardDraft: withDraft,
  suspendMember: toNewcomer(false),
  reactivateMember: toNewcomer(true),
  findPerson: toOfficer(false),
  invitePerson: async (asker) => naming(asker, { email: `t-${randomUUID()}@example.org` }),
  suspendPerson: toOfficer(false),
  reactivatePerson: toOfficer(true),
};
