import type { FoundingRequest } from "../../functions/setup/founding.ts";
import { samplePeople } from "./people.ts";

const urgent = {
  en: "Not for emergencies. If you feel very unwell, call 911 now.",
  es: "No es para emergencias. Si se siente muy mal, llame al 911 ahora.",
};
const promise = {
  en: "A nurse reads new messages on weekdays from 8 to 5.",
  es: "Una enfermera lee los mensajes nuevos de lunes a viernes, de 8 a 5.",
};

/** How the sample tenant begins: two programs with their spaces, and an invitation for each of the people. */
export const sampleFounding: FoundingRequest = {
  programs: [
    {
      name: "heart-failure",
      title: { en: "Living with heart failure", es: "Vivir con insuficiencia cardíaca" },
      emergency: urgent,
      phone: "555-0100",
      replyPromise: promise,
      spaces: [
        { name: "daily-life", title: { en: "Daily life", es: "La vida diaria" } },
        { name: "newly-diagnosed", title: { en: "New here", es: "Recién llegados" } },
      ],
    },
    {
      name: "diabetes",
      title: { en: "Living with diabetes", es: "Vivir con diabetes" },
      emergency: urgent,
      phone: "555-0101",
      replyPromise: promise,
      spaces: [{ name: "daily-life", title: { en: "Daily life", es: "La vida diaria" } }],
    },
  ],
  invitations: samplePeople.map(({ role, program, spaces }) =>
    role === "officer" || role === "administrator"
      ? { role }
      : { role, program: program ?? "", spaces: [...(spaces ?? [])] },
  ),
};
