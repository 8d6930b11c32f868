import { randomUUID } from "node:crypto";
import { kithClient } from "../../../functions/client.ts";
import { joining, stranger } from "../kit/people.ts";
import { facts, once, tenantControl } from "../tenant.ts";

const words = { en: "Invented", es: "Inventado" };
type Role = "patient" | "mentor" | "nurse" | "physician" | "manager";

/** Somebody of a program that a test has for itself; asks for a new token whenever its clock has moved. */
export interface OwnMember {
  /** The access token of now. */
  readonly token: string;
  readonly client: ReturnType<typeof kithClient>;
  readonly aliasId: string;
  readonly signInAgain: () => Promise<OwnMember>;
}

/** A program of a test's own, with its people in one space and an open one besides: what is done there disturbs no other test. */
export async function ownProgram(roles: readonly Role[]) {
  const spaces = [
    { name: "one", title: words },
    { name: "two", title: words, joining: "open" },
  ];
  const name = `own-${randomUUID().slice(0, 8)}`;
  const program = { name, title: words, emergency: words, phone: "555-0199", replyPromise: words, spaces };
  const invitations = roles.map((role) => ({ role, program: name, spaces: ["one"] }));
  const made = await tenantControl.found({ programs: [program], invitations });
  const [{ programId, spaces: places }] = made.programs as [(typeof made.programs)[number]];
  const [at, elsewhere] = places.map(({ spaceId, welcomeThreadId }) => ({
    programId,
    spaceId,
    threadId: welcomeThreadId,
  }));
  if (!at || !elsewhere) throw new Error("The program has not the spaces that were asked for.");
  const people: OwnMember[] = [];
  for (const [index, role] of roles.entries())
    people.push(await joined(made.invitations[index]?.code ?? "", role));
  const joinLater = async (role: Role): Promise<OwnMember> => {
    const one = { role, program: name, spaces: ["one"] };
    const again = await tenantControl.found({ programs: [program], invitations: [...invitations, one] });
    return joined(again.invitations.at(-1)?.code ?? "", role);
  };
  return { at, elsewhere, people, joinLater };
}

async function joined(code: string, role: Role): Promise<OwnMember> {
  const { token, tokenNow } = await stranger(
    role === "patient" || role === "mentor" ? "members" : "workforce",
  );
  const client = kithClient(facts.apiUrl, () => token);
  const accepted = await client.POST("/v1/invitations/accept", {
    params: { header: once() },
    body: joining(code),
  });
  if (!accepted.data) throw new Error("Nobody joined.");
  return memberWith(token, accepted.data.aliasId ?? "", tokenNow);
}

const memberWith = (token: string, aliasId: string, tokenNow: () => Promise<string>): OwnMember => ({
  token,
  client: kithClient(facts.apiUrl, () => token),
  aliasId,
  signInAgain: async () => memberWith(await tokenNow(), aliasId, tokenNow),
});
