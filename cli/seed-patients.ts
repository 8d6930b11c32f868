import type { KithClient } from "../functions/client.ts";
import type { Reaction } from "../functions/kernel/reactions.ts";
import { inForce } from "../functions/members/notices.ts";
import type { Founded } from "./founded-file.ts";
import type { LocalTenant } from "./local-tenant.ts";
import { accountOf, type SamplePatient } from "./sample/patients.ts";
import { firstMessages, firstThreads } from "./sample/words.ts";
import { type Place, placeIn } from "./seed.ts";

const threads = "/v1/programs/{programId}/spaces/{spaceId}/threads";
const messages = `${threads}/{threadId}/messages` as const;

type Condition = SamplePatient["conditions"][number];
/** Who invites patients into the program of a condition. */
const managers: Readonly<Record<Condition, string>> = {
  "heart-failure": "grace",
  diabetes: "henry",
  obesity: "iris",
  asthma: "omar",
};
const support: readonly Reaction[] = ["with-you", "thank-you", "well-done", "me-too", "hug"];

/** What the seeding has made. */
export interface Seeded {
  readonly people: number;
  readonly messages: number;
  readonly threads: number;
  readonly reactions: number;
}
type Tenant = Pick<LocalTenant, "clientOf">;

/** One patient who comes into the program of one condition, and how many came before. */
interface Coming {
  readonly patient: SamplePatient;
  readonly condition: Condition;
  readonly place: Place;
  readonly client: KithClient;
  readonly number: number;
}

/**
 * Patients of the EHR's export come in, everything through the public API: invited by the manager of each program that their
 * conditions have, they join, write, now and then begin a thread, and support each other.
 * @param say is told how far it is, a few times.
 */
export async function seedPatients(
  tenant: Tenant,
  founded: Founded,
  patients: readonly SamplePatient[],
  say: (line: string) => void = () => undefined,
): Promise<Seeded> {
  let seeded: Seeded = { people: 0, messages: 0, threads: 0, reactions: 0 };
  for (const [number, patient] of patients.entries()) {
    const client = await tenant.clientOf(accountOf(patient).username);
    const made = await seedPatient({ tenant, founded, patient, client, number });
    seeded = sum(seeded, made);
    if ((number + 1) % 10 === 0 && number + 1 < patients.length)
      say(`  ${number + 1} of ${patients.length} patients are in ...`);
  }
  return seeded;
}

interface Seeding extends Pick<Coming, "patient" | "client" | "number"> {
  readonly tenant: Tenant;
  readonly founded: Founded;
}

async function seedPatient({ tenant, founded, patient, client, number }: Seeding): Promise<Seeded> {
  const self = await client.GET("/v1/me");
  // A kept tenant is started again and again: its patients join each program once and say hello once.
  const known = new Set(self.data?.programs.map(({ programId }) => programId));
  let made: Seeded = { people: self.data ? 0 : 1, messages: 0, threads: 0, reactions: 0 };
  for (const condition of patient.conditions) {
    const place = placeIn(founded, condition, "daily-life");
    if (known.has(place.programId)) continue;
    const coming = { patient, condition, place, client, number };
    await joinProgram(tenant, coming);
    made = sum(made, await takePart(coming));
  }
  return made;
}

async function joinProgram(tenant: Tenant, { patient, condition, place, client }: Coming): Promise<void> {
  const manager = await tenant.clientOf(managers[condition]);
  const invited = await manager.POST("/v1/programs/{programId}/invitations", {
    params: { path: place, header: keyOf("invite", patient, condition) },
    body: { role: "patient", spaceIds: [place.spaceId] },
  });
  if (!invited.data) throw new Error(`A patient could not be invited: ${invited.error?.type}`);
  const accepted = await client.POST("/v1/invitations/accept", {
    params: { header: keyOf("join", patient, condition) },
    body: { code: invited.data.code, alias: patient.given, ...inForce },
  });
  if (!accepted.data) throw new Error(`An invitation could not be accepted: ${accepted.error?.type}`);
}

/** A first message, for some a thread of their own, and support for whoever wrote before. */
async function takePart(coming: Coming): Promise<Seeded> {
  const { place, client, patient, condition, number } = coming;
  const before = await client.GET(messages, { params: { path: place, query: { limit: "5" } } });
  const texts = firstMessages[condition];
  const posted = await client.POST(messages, {
    params: { path: place, header: keyOf("first", patient, condition) },
    body: { text: texts[number % texts.length] ?? "" },
  });
  if (!posted.data) throw new Error(`A first message could not be posted: ${posted.error?.type}`);
  const other = before.data?.messages.find(({ author, state }) => !author.own && state === "open");
  return {
    people: 0,
    messages: 1,
    threads: number % 5 === 0 ? await beginThread(coming) : 0,
    reactions: other ? await react(coming, other.messageId) : 0,
  };
}

async function beginThread({ place, client, patient, condition }: Coming): Promise<number> {
  const { title, text, options } = firstThreads[condition];
  const begun = await client.POST(threads, {
    params: { path: place, header: keyOf("thread", patient, condition) },
    body: { title, text, ...(options ? { poll: { options: [...options] } } : {}) },
  });
  if (!begun.data) throw new Error(`A thread could not be begun: ${begun.error?.type}`);
  return 1;
}

async function react(
  { place, client, patient, condition, number }: Coming,
  messageId: string,
): Promise<number> {
  const reacted = await client.POST(`${messages}/{messageId}/reaction`, {
    params: { path: { ...place, messageId }, header: keyOf("react", patient, condition) },
    body: { kind: support[number % support.length] ?? "hug" },
  });
  if (!reacted.data) throw new Error(`A reaction could not be kept: ${reacted.error?.type}`);
  return 1;
}

/** The same in each try, so that an interrupted seeding makes nothing twice. */
const keyOf = (what: string, { id }: SamplePatient, condition: Condition) => ({
  "Idempotency-Key": `${what}-${condition}-${id}`,
});

const sum = (one: Seeded, other: Seeded): Seeded => ({
  people: one.people + other.people,
  messages: one.messages + other.messages,
  threads: one.threads + other.threads,
  reactions: one.reactions + other.reactions,
});
