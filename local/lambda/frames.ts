import type { FromEnvironment, ToEnvironment } from "./messages.ts";

const HEADER_BYTES = 4;

/** A message as the channel carries it: its length in four bytes, then its JSON. */
export function encodeFrame(message: ToEnvironment): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

/** Puts the pieces in which messages arrive together again: each call takes a piece and gives what is complete. */
export function frameDecoder(): (piece: Buffer) => readonly FromEnvironment[] {
  let pieces: Buffer[] = [];
  let length = 0;
  return (piece) => {
    pieces.push(piece);
    length += piece.length;
    if (length < neededBytes(pieces)) return [];
    const { messages, rest } = split(Buffer.concat(pieces));
    pieces = [rest];
    length = rest.length;
    return messages;
  };
}

/** Joining a large answer at every piece would cost the square of its size. */
function neededBytes(pieces: readonly Buffer[]): number {
  const [first] = pieces;
  return first !== undefined && first.length >= HEADER_BYTES ? HEADER_BYTES + first.readUInt32BE() : 0;
}

function split(bytes: Buffer): { readonly messages: readonly FromEnvironment[]; readonly rest: Buffer } {
  const messages: FromEnvironment[] = [];
  let start = 0;
  while (bytes.length - start >= HEADER_BYTES) {
    const end = start + HEADER_BYTES + bytes.readUInt32BE(start);
    if (end > bytes.length) break;
    messages.push(JSON.parse(bytes.toString("utf8", start + HEADER_BYTES, end)));
    start = end;
  }
  return { messages, rest: bytes.subarray(start) };
}
