import { nextWorkday } from "./template-promise.ts";
import type { Template } from "./template-store.ts";

export const heartFailure: Template = {
  title: { en: "Living with heart failure", es: "Vivir con insuficiencia cardíaca" },
  purpose: {
    en: "Meet people who live with heart failure, as you do. Share what helps you day by day. Your care team reads here too.",
    es: "Conozca a personas que viven con insuficiencia cardíaca, como usted. Comparta lo que le ayuda cada día. Su equipo de salud también lee aquí.",
  },
  readings: ["weight", "blood-pressure", "heart-rate", "oxygen", "symptoms"],
  emergency: {
    en: "This is not for emergencies. Call 911 now for chest pain, or if you cannot get your breath. Call 911 too if you faint or cough up pink foam. Call the clinic today if you gain 3 pounds in a day or 5 pounds in a week. If you think about harming yourself, call or text 988.",
    es: "Esto no es para emergencias. Llame al 911 ahora si tiene dolor en el pecho o no puede respirar bien. Llame al 911 también si se desmaya o tose espuma rosada. Llame hoy a la clínica si sube 3 libras en un día o 5 en una semana. Si piensa en hacerse daño, llame o mande un mensaje al 988.",
  },
  replyPromise: nextWorkday,
  spaces: [
    { en: "Daily life", es: "La vida diaria" },
    { en: "New here", es: "Recién llegados" },
    { en: "Food and salt", es: "Comida y sal" },
  ],
};
