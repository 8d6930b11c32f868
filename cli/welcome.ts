import type { LocalTenant } from "./local-tenant.ts";
import { defaultData } from "./run-file.ts";
import { samplePeople } from "./sample/people.ts";
import type { Place } from "./seed.ts";

/** What a newcomer reads when everything runs: where things are, who there is, and three commands to try. */
export function welcome({ file, run }: LocalTenant, place: Place, data: string): string {
  const folder = data === defaultData ? "" : ` --data '${data.replaceAll("'", `'\\''`)}'`;
  const tokenOf = (username: string) => `$(npx kith token ${username}${folder})`;
  // Asked when it is pasted: a run may be older than a day.
  const today = "$(date -u +%F)";
  const path = `v1/programs/${place.programId}/spaces/${place.spaceId}/threads/${place.threadId}/messages`;
  return `
Kith is running. Ctrl-C ends it.

  API                       ${run.apiUrl}
  Sign-in of members        ${file.pools.members.issuerUrl}
  Sign-in of the workforce  ${file.pools.workforce.issuerUrl}

People (all invented):
${samplePeople.map(({ username, name, role, program }) => `  ${username.padEnd(8)}${name.padEnd(18)}${role}${program ? ` in ${program}` : ""}`).join("\n")}

Try these, in another terminal and in this folder:

1. Get a token as Maria:
   TOKEN=${tokenOf("maria")}

2. Post a message as Maria:
   curl -s -X POST "${run.apiUrl}/${path}" -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: hello-$(date +%s)" -H "Content-Type: application/json" -d '{"text":"Good morning from Maria."}' && echo

3. Read it as Ana, then see who read it, as Olivia the compliance officer:
   curl -s "${run.apiUrl}/${path}" -H "Authorization: Bearer ${tokenOf("ana")}" && echo && curl -s "${run.apiUrl}/v1/audit/events?from=${today}&to=${today}&action=message.read" -H "Authorization: Bearer ${tokenOf("olivia")}" && echo

Each event is sealed into a signed log within seconds: docs/operate.md, The sealed log.
`;
}
