import { nextWorkday } from "./template-promise.ts";
import type { Template } from "./template-store.ts";

export const obesity: Template = {
  title: { en: "A healthy weight", es: "Un peso sano" },
  purpose: {
    en: "Meet people who work on their weight, as you do. No blame and no race: each small step counts. Your care team reads here too.",
    es: "Conozca a personas que cuidan su peso, como usted. Sin culpas y sin carreras: cada paso pequeño cuenta. Su equipo de salud también lee aquí.",
  },
  readings: ["weight", "blood-pressure", "heart-rate", "symptoms"],
  emergency: {
    en: "This is not for emergencies. Call 911 now for chest pain, or if you faint or cannot get your breath. Call 911 too if one side of your face or body goes weak. Call the clinic today if a leg swells and hurts. If you think about harming yourself, call or text 988.",
    es: "Esto no es para emergencias. Llame al 911 ahora si tiene dolor en el pecho, se desmaya o no puede respirar bien. Llame al 911 también si pierde fuerza en un lado de la cara o del cuerpo. Llame hoy a la clínica si una pierna se hincha y duele. Si piensa en hacerse daño, llame o mande un mensaje al 988.",
  },
  replyPromise: nextWorkday,
  spaces: [
    { en: "Daily life", es: "La vida diaria" },
    { en: "New here", es: "Recién llegados" },
    { en: "Moving more", es: "Moverse más" },
  ],
};
