import { type OwnMember, ownProgram } from "../run/idempotency/own-program.ts";
import { dayFromToday } from "../run/kit/trail.ts";
import { clientOf, once } from "../run/tenant.ts";

/** What a client does next. @returns the status of the answer. */
export type Deed = () => Promise<number>;
/** A client, and what it does, each deed as often as it stands here. */
export interface Client {
  readonly name: string;
  readonly deeds: readonly Deed[];
}

const space = "/v1/programs/{programId}/spaces/{spaceId}";
const thread = `${space}/threads/{threadId}`;
const times = (count: number, deed: Deed): readonly Deed[] => Array.from({ length: count }, () => deed);
const statusOf = ({ response }: { response: Response }): number => response.status;
type Place = Awaited<ReturnType<typeof ownProgram>>["at"];

const reading = ({ client }: OwnMember, at: Place): readonly Deed[] => [
  ...times(8, async () =>
    statusOf(await client.GET(`${thread}/messages`, { params: { path: at, query: {} } })),
  ),
  ...times(3, async () =>
    statusOf(await client.GET(`${space}/threads`, { params: { path: at, query: {} } })),
  ),
  ...times(3, async () =>
    statusOf(await client.GET("/v1/programs/{programId}/unread", { params: { path: at } })),
  ),
  async () => statusOf(await client.GET("/v1/me")),
  async () => statusOf(await client.GET("/v1/me/settings")),
];

/** The newest message of each writer. */
type Newest = Map<OwnMember, string>;

/** Writes, supports what somebody else has written, and marks as read what is newest to them. */
function writing(member: OwnMember, at: Place, newest: Newest): readonly Deed[] {
  const { client } = member;
  const post = async () => {
    const posted = await client.POST(`${thread}/messages`, {
      params: { path: at, header: once() },
      body: { text: "We walked around the lake, slowly, and it did us good. ".repeat(4) },
    });
    if (posted.data) newest.set(member, posted.data.messageId);
    return statusOf(posted);
  };
  const support = async () => {
    const [, messageId] = [...newest].find(([writer]) => writer !== member) ?? [];
    if (messageId === undefined) return post();
    const params = { path: { ...at, messageId }, header: once() };
    return statusOf(
      await client.POST(`${thread}/messages/{messageId}/reaction`, { params, body: { kind: "with-you" } }),
    );
  };
  const mark = async () => {
    const upTo = newest.get(member);
    if (upTo === undefined) return post();
    return statusOf(
      await client.POST(`${thread}/read`, { params: { path: at, header: once() }, body: { upTo } }),
    );
  };
  return [post, post, support, mark];
}

const caring = ({ client }: OwnMember, at: Place): readonly Deed[] => [
  async () =>
    statusOf(await client.GET("/v1/programs/{programId}/members", { params: { path: at, query: {} } })),
  async () =>
    statusOf(await client.GET("/v1/programs/{programId}/care-team", { params: { path: at, query: {} } })),
  async () => statusOf(await client.GET("/v1/programs/{programId}", { params: { path: at } })),
];

const overseeing: Deed = async () => {
  const query = { from: dayFromToday(0), to: dayFromToday(0), limit: "20" };
  return statusOf(await clientOf("olivia").GET("/v1/audit/events", { params: { query } }));
};

/** Twelve patients, two nurses and a manager of one program, and the officer: 16 clients. */
export async function sixteenClients(): Promise<readonly Client[]> {
  const roles = [
    ...Array.from({ length: 12 }, () => "patient" as const),
    "nurse",
    "nurse",
    "manager",
  ] as const;
  const { at, people } = await ownProgram(roles);
  const newest: Newest = new Map();
  const members = people.map((person, index) => ({
    name: `${roles[index]} ${index}`,
    deeds: [
      ...reading(person, at),
      ...(roles[index] === "manager" ? [] : writing(person, at, newest)),
      ...(roles[index] === "patient" ? [] : caring(person, at)),
    ],
  }));
  return [...members, { name: "officer", deeds: [overseeing] }];
}
