import { nextWorkday } from "./template-promise.ts";
import type { Template } from "./template-store.ts";

export const diabetes: Template = {
  title: { en: "Living with diabetes", es: "Vivir con diabetes" },
  purpose: {
    en: "Meet people who live with diabetes, as you do. Share what works with food, walks and checks. Your care team reads here too.",
    es: "Conozca a personas que viven con diabetes, como usted. Comparta lo que le sirve con la comida, las caminatas y los controles. Su equipo de salud también lee aquí.",
  },
  readings: ["glucose", "weight", "blood-pressure", "symptoms"],
  emergency: {
    en: "This is not for emergencies. If your sugar is low and you can swallow, have something sweet right away. Call 911 now if you faint, are confused, or throw up again and again. Call 911 too if you breathe fast and deep, or your sugar stays under 54 or over 400. If you think about harming yourself, call or text 988.",
    es: "Esto no es para emergencias. Si tiene el azúcar baja y puede tragar, coma o beba algo dulce enseguida. Llame al 911 ahora si se desmaya, está confundido o vomita una y otra vez. Llame al 911 también si respira rápido y hondo, o su azúcar sigue bajo 54 o sobre 400. Si piensa en hacerse daño, llame o mande un mensaje al 988.",
  },
  replyPromise: nextWorkday,
  spaces: [
    { en: "Daily life", es: "La vida diaria" },
    { en: "New here", es: "Recién llegados" },
    { en: "Food and recipes", es: "Comida y recetas" },
  ],
};
