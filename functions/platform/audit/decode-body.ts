import * as z from "zod/mini";
import { actions, systemActions } from "../../kernel/actions.ts";
import { eventId, programId } from "../../kernel/ids.ts";
import { roles } from "../../kernel/roles.ts";
import { mostSubjects, tokenLength } from "./body.ts";

const token = z.string().check(z.regex(/^[\w-]{22}$/));
/** The 4 or 16 bytes of an IP address. */
const address = z.string().check(z.regex(/^(?:[\w-]{6}|[\w-]{22})$/));
const system = z.templateLiteral(["system:", z.string()]);

const event = z.strictObject({
  act: z.enum([...actions, ...systemActions, "replay"]),
  out: z.enum(["ok", "denied", "error"]),
  ac: z.optional(z.union([system, token])),
  rl: z.optional(z.enum(roles)),
  pu: z.string(),
  bg: z.optional(z.literal(true)),
  co: z.optional(programId),
  re: z.optional(z.string()),
  rq: z.string().check(z.regex(/^(?:[\w-]{22}|:.*)$/)),
  dx: z.optional(z.array(z.string())),
  rv: z.optional(eventId),
  x: z.optional(z.catchall(z.object({ ip: z.optional(address) }), z.union([z.string(), z.number()]))),
  cm: z.optional(z.array(z.string())),
});
export type EventJson = z.output<typeof event>;

/** A body taken apart; tokens in base64url. */
export interface DecodedBody {
  readonly json: EventJson;
  readonly tokens: readonly string[];
}

const parseJson = (text: Buffer): unknown => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text));
  } catch {
    // Neither UTF-8 nor JSON, so no event.
  }
  return parsed;
};

const tokensOf = (bytes: Buffer): readonly string[] =>
  Array.from({ length: bytes.length / tokenLength }, (_, at) =>
    bytes.toString("base64url", at * tokenLength, (at + 1) * tokenLength),
  );

/** Reads the body of an event's leaf; undefined unless it is of the form that Kith writes. */
export const decodeBody = (body: Buffer): DecodedBody | undefined => {
  const [high = 0, low = 0] = body;
  const end = 2 + 256 * high + low;
  const tokens = body.subarray(end);
  const whole = end <= body.length && tokens.length % tokenLength === 0;
  if (!whole || tokens.length > mostSubjects * tokenLength) return undefined;
  const parsed = z.safeParse(event, parseJson(body.subarray(2, end)));
  return parsed.success ? { json: parsed.data, tokens: tokensOf(tokens) } : undefined;
};
