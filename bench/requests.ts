import type { Place } from "../cli/seed.ts";
import type { KithClient } from "../functions/client.ts";

const path = "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages";
const words =
  "today yesterday walked slept weight pounds salt supper breath stairs pills morning nurse daughter garden better worse swollen ankles water";

/** A text of so many characters that does not repeat itself: compressed, a repetition would flatter the sizes. */
export function textOf(length: number, seed: string): string {
  const known = words.split(" ");
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2_147_483_647, 7);
  let text = "";
  while (text.length < length) {
    state = (state * 48_271) % 2_147_483_647;
    text += `${known[state % known.length]} ${state % 97} `;
  }
  return text.slice(0, length - 1).concat(".");
}

/** Posts a message. @param seed makes its text and its Idempotency-Key. @throws Error when it is refused. */
export async function postTo(client: KithClient, place: Place, length: number, seed: string): Promise<void> {
  const { response } = await client.POST(path, {
    params: { path: place, header: { "Idempotency-Key": `bench-${seed}` } },
    body: { text: textOf(length, seed) },
  });
  if (!response.ok) throw new Error(`A message could not be posted: ${response.status}.`);
}

/** Reads the newest 20 messages. @throws Error when that is refused. */
export async function readFrom(client: KithClient, place: Place): Promise<void> {
  const { response } = await client.GET(path, { params: { path: place, query: { limit: "20" } } });
  if (!response.ok) throw new Error(`A page could not be read: ${response.status}.`);
}
