import type { Bilingual } from "../kernel/bilingual.ts";

/** When the care team answers, as long as the health system promises nothing else. */
export const nextWorkday: Bilingual = {
  en: "The care team reads new messages on workdays. You will hear from us by the end of the next workday.",
  es: "El equipo de salud lee los mensajes nuevos los días de trabajo. Le responderemos a más tardar al final del siguiente día de trabajo.",
};
