import type { AuditAction } from "../kernel/actions.ts";
import type { Language } from "../kernel/language.ts";

type Words = Readonly<Record<Language, string>>;

const used: Words = { en: "Worked with your data", es: "Trabajó con sus datos" };

/** What an event was, as the person reads it whose information was used. */
const words: Readonly<Partial<Record<AuditAction, Words>>> = {
  "message.read": { en: "Read your messages", es: "Leyó sus mensajes" },
  "thread.read": { en: "Read your messages", es: "Leyó sus mensajes" },
  "thread.list": { en: "Saw the titles you wrote", es: "Vio los títulos que escribió" },
  "message.react": { en: "Reacted to your message", es: "Reaccionó a su mensaje" },
  "message.pin": { en: "Put your message on top", es: "Puso su mensaje arriba" },
  "message.post": { en: "Answered you", es: "Le respondió" },
  "member.list": { en: "Saw your name in a list", es: "Vio su nombre en una lista" },
  "care-team.read": { en: "Saw your name in a list", es: "Vio su nombre en una lista" },
  "member.suspend": { en: "Paused your access", es: "Puso en pausa su acceso" },
  "member.reactivate": { en: "Gave your access back", es: "Le devolvió el acceso" },
  "person.suspend": { en: "Paused your access", es: "Puso en pausa su acceso" },
  "person.reactivate": { en: "Gave your access back", es: "Le devolvió el acceso" },
  "audit.read-events": {
    en: "Checked who saw your messages",
    es: "Revisó quién vio sus mensajes",
  },
  "audit.read-counts": {
    en: "Counted who saw your messages",
    es: "Contó quién vio sus mensajes",
  },
  "audit.read-fhir": {
    en: "Checked who saw your messages",
    es: "Revisó quién vio sus mensajes",
  },
  "audit.read-own": {
    en: "Saw that you read their messages",
    es: "Vio que usted leyó sus mensajes",
  },
};

/** What an action was, in plain words of the reader's language. */
export const whatIn = (action: AuditAction, language: Language): string => (words[action] ?? used)[language];

/** Everything that this file can say, for the test of plain words. */
export const accessWords: readonly Words[] = [...Object.values(words), used];
