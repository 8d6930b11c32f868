import { isIP } from "node:net";
import type { AuditEvent } from "../../kernel/audit.ts";
import { internal } from "../failures.ts";

type Extra = NonNullable<AuditEvent["extra"]>;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const base64url = (hex: string): string => Buffer.from(hex, "hex").toString("base64url");

/** A request id as it is recorded: 16 bytes in 22 characters, or behind a colon an id that is no UUID. */
export const shortenId = (id: string): string =>
  uuid.test(id) ? base64url(id.replaceAll("-", "")) : `:${id}`;

/** The request id that {@link shortenId} recorded. */
export const restoreId = (short: string): string =>
  short.startsWith(":")
    ? short.slice(1)
    : Buffer.from(short, "base64url")
        .toString("hex")
        .replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** As RFC 5952 writes it: a URL's host is written so. */
const canonical = (ipv6: string): string => new URL(`http://[${ipv6}]`).hostname.slice(1, -1);

const hexOfGroups = (groups: string): string =>
  groups
    .split(":")
    .map((group) => group.padStart(4, "0"))
    .join("");

/** What `::` stands for is as many zeros as are missing; nothing on one side of it is a group of zeros like any other. */
function hexOfIpv6(ip: string): string {
  const sides = canonical(ip).split("::").map(hexOfGroups);
  return sides.join("0".repeat(32 - sides.join("").length));
}

/**
 * An IP address as it is recorded: its 4 or 16 bytes in 6 or 22 characters.
 * @throws Problem `internal` for what is no IP literal.
 */
export function shortenIp(ip: string): string {
  const version = isIP(ip);
  if (version === 4) return Buffer.from(ip.split(".").map(Number)).toString("base64url");
  if (version === 6 && !ip.includes("%")) return base64url(hexOfIpv6(ip));
  throw internal("An address in an event is an IP literal.");
}

/** The IP address that {@link shortenIp} recorded. */
export function restoreIp(short: string): string {
  const bytes = Buffer.from(short, "base64url");
  if (bytes.length === 4) return bytes.join(".");
  return canonical(bytes.toString("hex").replace(/.{4}(?=.)/g, "$&:"));
}

const withIp = (extra: Extra | undefined, change: (ip: string) => string): Extra | undefined =>
  extra?.ip === undefined ? extra : { ...extra, ip: change(String(extra.ip)) };

/** What else is said of an event, with the address in its short form. */
export const shortenExtra = (extra: Extra | undefined): Extra | undefined => withIp(extra, shortenIp);
/** What {@link shortenExtra} recorded. */
export const restoreExtra = (extra: Extra | undefined): Extra | undefined => withIp(extra, restoreIp);
