import { type Language, languages } from "../kernel/language.ts";

/** The first of Kith's languages that an Accept-Language header ranks highest (RFC 9110 section 12.5.4); English otherwise. */
export function preferred(header: string | undefined): Language {
  const ranked = (header ?? "")
    .slice(0, 256)
    .split(",")
    .map((part) => /^\s*([a-zA-Z]{1,8})(?:-[a-zA-Z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/.exec(part))
    .flatMap((match) => (match ? [{ tag: match[1]?.toLowerCase(), weight: Number(match[2] ?? 1) }] : []))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return (
    languages.find((language) => language === ranked.find(({ tag }) => tag === "en" || tag === "es")?.tag) ??
    "en"
  );
}
