import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";
import { open } from "../functions/platform/sealing/open.ts";
import { fromPlaintext, toPlaintext } from "../functions/platform/sealing/plaintext.ts";
import { seal } from "../functions/platform/sealing/seal.ts";

/** One line of the table of measurements. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Against the floor measured in the same run. */
  readonly ratio: number;
  /** The largest ratio that is still within budget. */
  readonly budget: number;
}

const key = createSecretKey(randomBytes(32));
const keyId = randomBytes(16);
const header = Buffer.concat([Uint8Array.of(1), keyId]);
const context = [
  "st-anne",
  "community",
  "THREAD#01J00000000000000000000009",
  "MSG#01J0000000000000000000000A",
  "body",
  "01J00000000000000000000001",
  "1",
];
/** 500 bytes, as in performance row 3: below the length from which text is deflated. */
const message = "My weight is up 3 lb since Tuesday. ".repeat(14).slice(0, 500);
const plaintext = Buffer.from(message);
const options = { authTagLength: 16 };

/** The floor: AES-GCM with a key that is already a KeyObject; binds no context, commits to no key, hides no length. */
const plainSeal = (): Buffer => {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv, options);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([header, iv, ciphertext, cipher.getAuthTag()]);
};
const plainOpen = (sealed: Buffer): string => {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(17, 29), options);
  decipher.setAuthTag(sealed.subarray(-16));
  const opened = decipher.update(sealed.subarray(29, -16));
  decipher.final();
  return opened.toString();
};
const kithSeal = (): Buffer => seal({ key, keyId, context, plaintext: toPlaintext(message, "text") }).sealed;
const kithOpen = (sealed: Buffer): string => {
  const padded = open({ key, context, sealed });
  return (padded && fromPlaintext(padded, "text")) ?? "";
};

const sealedPlain = plainSeal();
const sealedKith = kithSeal();
const variants = [plainSeal, kithSeal, () => plainOpen(sealedPlain), () => kithOpen(sealedKith)];

const callsPerRound = 2_000;
const rounds = 41;

/** CPU microseconds of one call. */
const costOf = (call: () => unknown): number => {
  const before = process.cpuUsage();
  for (let count = 0; count < callsPerRound; count++) call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / callsPerRound;
};
const median = (costs: readonly number[]): number =>
  costs.toSorted((one, other) => one - other)[costs.length >> 1] ?? Number.NaN;

/** Medians of all variants in their order, measured in turns so that a busy machine slows all of them alike. */
const measure = (): readonly number[] => {
  // The first round only lets the compiler do its work.
  variants.map(costOf);
  const costs = Array.from({ length: rounds }, () => variants.map(costOf));
  return variants.map((_, variant) => median(costs.map((round) => round[variant] ?? Number.NaN)));
};

/** Row 3 of the performance table: what it costs to seal and open a message of 500 bytes, against plain AES-GCM. */
export const benchSealing = (): readonly Row[] => {
  const [plainSealing = 0, sealing = 0, plainOpening = 0, opening = 0] = measure();
  const overhead = sealedKith.length - 512;
  return [
    { name: "seal 500 bytes", value: sealing, unit: "µs", ratio: sealing / plainSealing, budget: 2.2 },
    { name: "open 500 bytes", value: opening, unit: "µs", ratio: opening / plainOpening, budget: 3 },
    { name: "bytes over the padded plaintext", value: overhead, unit: "B", ratio: overhead / 100, budget: 1 },
  ];
};
