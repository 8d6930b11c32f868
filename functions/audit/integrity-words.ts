import type { Language } from "../kernel/language.ts";
import type { ViolationKind } from "../kernel/log.ts";
import type { Finding } from "../kernel/verification.ts";
import type { IntegrityState } from "./integrity.ts";

type Words = Readonly<Record<Language, string>>;

/** What a state means, and what to do. */
export const stateWords: Readonly<Record<IntegrityState, { readonly says: Words; readonly todo: Words }>> = {
  intact: {
    says: {
      en: "The audit log is intact: every entry is what was signed.",
      es: "El registro de auditoría está intacto: cada entrada es la que se firmó.",
    },
    todo: {
      en: "Nothing. Keep a checkpoint outside of this system now and then.",
      es: "Nada. Guarde de vez en cuando un punto de control fuera de este sistema.",
    },
  },
  "not-verified": {
    says: {
      en: "Events are being sealed. The whole log has not been verified in the last two days.",
      es: "Los eventos se están sellando. El registro completo no se ha verificado en los últimos dos días.",
    },
    todo: {
      en: "Wait a day after a first deployment. Otherwise ask the operator to look at the log of the function verifier.",
      es: "Espere un día después de la primera instalación. Si no, pida al operador que mire el registro de la función verifier.",
    },
  },
  violations: {
    says: {
      en: "The log is intact, and it records that somebody changed the table of events, or that events were late, in the last 30 days.",
      es: "El registro está intacto, y consta en él que alguien cambió la tabla de eventos, o que hubo eventos tardíos, en los últimos 30 días.",
    },
    todo: {
      en: "Read each violation below with your security officer. The log has each event as it was.",
      es: "Revise cada infracción de abajo con su responsable de seguridad. El registro tiene cada evento como era.",
    },
  },
  late: {
    says: {
      en: "Events of more than 15 minutes ago are not in the log yet. None is lost: they wait in their table.",
      es: "Hay eventos de hace más de 15 minutos que aún no están en el registro. Ninguno se pierde: esperan en su tabla.",
    },
    todo: {
      en: "Ask the operator to look at the function sealer. Do not rely on a proof of the last hours yet.",
      es: "Pida al operador que mire la función sealer. No cuente todavía con una prueba de las últimas horas.",
    },
  },
  "not-sealed": {
    says: {
      en: "Nothing has been sealed yet.",
      es: "Todavía no se ha sellado nada.",
    },
    todo: {
      en: "Wait two minutes after the first request. Then ask the operator to look at the function sealer.",
      es: "Espere dos minutos después de la primera solicitud. Después pida al operador que mire la función sealer.",
    },
  },
  altered: {
    says: {
      en: "The audit log is not what was signed.",
      es: "El registro de auditoría no es el que se firmó.",
    },
    todo: {
      en: "Call your security officer now. Change nothing, export the log, and verify the copy against the checkpoints that you kept: docs/prove-the-log.md.",
      es: "Llame ahora a su responsable de seguridad. No cambie nada, exporte el registro y verifique la copia con los puntos de control que guardó: docs/prove-the-log.md.",
    },
  },
};

/** What was found in the log. Which file or entry, the finding itself says. */
export const findingWords: Readonly<Record<Finding["what"], Words>> = {
  "no-checkpoint": { en: "The signed checkpoint is gone.", es: "Falta el punto de control firmado." },
  "no-note": {
    en: "The checkpoint is no signed checkpoint.",
    es: "El punto de control no es un punto de control firmado.",
  },
  "other-key": { en: "Another key has signed the checkpoint.", es: "Otra clave firmó el punto de control." },
  forged: {
    en: "The checkpoint was changed after it was signed.",
    es: "El punto de control se cambió después de firmarse.",
  },
  "foreign-origin": {
    en: "The checkpoint is another log's.",
    es: "El punto de control es de otro registro.",
  },
  missing: { en: "A file of the log was deleted.", es: "Se borró un archivo del registro." },
  malformed: {
    en: "A file of the log was cut off or changed.",
    es: "Se cortó o se cambió un archivo del registro.",
  },
  altered: { en: "An entry was altered.", es: "Se alteró una entrada." },
  "altered-tile": { en: "A file of hashes was altered.", es: "Se alteró un archivo de resúmenes." },
  "other-root": {
    en: "The entries are not those that were signed.",
    es: "Las entradas no son las que se firmaron.",
  },
  "rolled-back": { en: "The log has lost its end.", es: "El registro perdió su final." },
  forked: {
    en: "The log is not the one that was verified before.",
    es: "El registro no es el que se verificó antes.",
  },
};

/** What a violation is. */
export const violationWords: Readonly<Record<ViolationKind, Words>> = {
  modified: {
    en: "An event was changed in its table. The log has it as it was.",
    es: "Se cambió un evento en su tabla. El registro lo tiene como era.",
  },
  removed: {
    en: "An event was removed from its table. The log still has it.",
    es: "Se quitó un evento de su tabla. El registro aún lo tiene.",
  },
  unreadable: {
    en: "Something that is no event was written into the table of events.",
    es: "Se escribió en la tabla de eventos algo que no es un evento.",
  },
  late: {
    en: "Events were sealed later than promised.",
    es: "Hubo eventos sellados más tarde de lo prometido.",
  },
  gap: {
    en: "The stream of events had lost something. The events were taken from their table.",
    es: "El flujo de eventos había perdido algo. Los eventos se tomaron de su tabla.",
  },
};
