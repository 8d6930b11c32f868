import { nextWorkday } from "./template-promise.ts";
import type { Template } from "./template-store.ts";

export const asthma: Template = {
  title: { en: "Living with asthma", es: "Vivir con asma" },
  purpose: {
    en: "Meet people who live with asthma, as you do. Share what sets it off and what helps. Your care team reads here too.",
    es: "Conozca a personas que viven con asma, como usted. Comparta qué la provoca y qué le ayuda. Su equipo de salud también lee aquí.",
  },
  readings: ["peak-flow", "oxygen", "symptoms"],
  emergency: {
    en: "This is not for emergencies. If it is hard to breathe, use your quick relief inhaler now. Call 911 now if it does not help, or you cannot speak a full sentence. Call 911 too if your lips turn blue or gray, or your peak flow is in the red zone. If you think about harming yourself, call or text 988.",
    es: "Esto no es para emergencias. Si le cuesta respirar, use ahora su inhalador de rescate. Llame al 911 ahora si no le ayuda, o si no puede decir una frase entera. Llame al 911 también si sus labios están azules o grises, o su flujo máximo está en la zona roja. Si piensa en hacerse daño, llame o mande un mensaje al 988.",
  },
  replyPromise: nextWorkday,
  spaces: [
    { en: "Daily life", es: "La vida diaria" },
    { en: "New here", es: "Recién llegados" },
    { en: "Triggers at home", es: "Lo que la provoca en casa" },
  ],
};
