import type { FoundingRequest } from "../../functions/setup/founding.ts";
import { samplePeople } from "./people.ts";

const promise = {
  en: "A nurse reads new messages on weekdays from 8 to 5.",
  es: "Una enfermera lee los mensajes nuevos de lunes a viernes, de 8 a 5.",
};

const dailyLife = {
  name: "daily-life",
  title: { en: "Daily life", es: "La vida diaria" },
  joining: "open" as const,
};

/** How the sample tenant begins: four programs of templates with their spaces, and an invitation for each of the people. */
export const sampleFounding: FoundingRequest = {
  programs: [
    {
      name: "heart-failure",
      template: "heart-failure",
      phone: "555-0100",
      replyPromise: promise,
      spaces: [
        dailyLife,
        { name: "newly-diagnosed", title: { en: "New here", es: "Recién llegados" }, joining: "open" },
      ],
    },
    {
      name: "diabetes",
      template: "diabetes",
      phone: "555-0101",
      replyPromise: promise,
      spaces: [dailyLife],
    },
    { name: "obesity", template: "obesity", phone: "555-0102", replyPromise: promise, spaces: [dailyLife] },
    { name: "asthma", template: "asthma", phone: "555-0103", replyPromise: promise, spaces: [dailyLife] },
  ],
  invitations: samplePeople.map(({ role, program, spaces }) =>
    role === "officer" || role === "administrator"
      ? { role }
      : { role, program: program ?? "", spaces: [...(spaces ?? [])] },
  ),
};
