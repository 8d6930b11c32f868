import type { Language } from "../kernel/language.ts";
import type { ProblemCode } from "../kernel/problems.ts";

/** What a person reads: what happened in a few words, then what to do. Plain words, short sentences. */
interface Text {
  readonly title: string;
  readonly detail: string;
}

export const problemTexts: Readonly<Record<ProblemCode, Readonly<Record<Language, Text>>>> = {
  "invalid-request": {
    en: {
      title: "Something is missing or wrong",
      detail: "Check the marked fields and send it again. Nothing was saved.",
    },
    es: {
      title: "Falta algo o hay un error",
      detail: "Revise los campos marcados y envíe de nuevo. No se guardó nada.",
    },
  },
  "invalid-cursor": {
    en: { title: "This list is out of date", detail: "Go back to the start of the list." },
    es: { title: "Esta lista ya no es actual", detail: "Vuelva al inicio de la lista." },
  },
  "idempotency-key-required": {
    en: {
      title: "The app left something out",
      detail: "The app must send an Idempotency-Key header. Nothing was saved.",
    },
    es: {
      title: "A la aplicación le faltó algo",
      detail: "La aplicación debe enviar el encabezado Idempotency-Key. No se guardó nada.",
    },
  },
  "token-refused": {
    en: { title: "You are not signed in", detail: "Sign in again." },
    es: { title: "No ha iniciado sesión", detail: "Inicie sesión de nuevo." },
  },
  "session-ended": {
    en: { title: "You were signed out", detail: "Sign in again." },
    es: { title: "Se cerró su sesión", detail: "Inicie sesión de nuevo." },
  },
  "not-a-member": {
    en: {
      title: "You have not joined yet",
      detail: "Enter the code from your invitation. If you have no code, ask your clinic.",
    },
    es: {
      title: "Aún no se ha unido",
      detail: "Escriba el código de su invitación. Si no tiene código, pídalo a su clínica.",
    },
  },
  "member-suspended": {
    en: { title: "Your access is paused", detail: "Call your clinic to ask why and for how long." },
    es: { title: "Su acceso está en pausa", detail: "Llame a su clínica para saber por qué y hasta cuándo." },
  },
  "not-allowed": {
    en: {
      title: "You cannot do this",
      detail: "Your role does not include it. Ask your clinic if you think it should.",
    },
    es: {
      title: "No puede hacer esto",
      detail: "Su función no lo incluye. Pregunte a su clínica si cree que debería.",
    },
  },
  "not-found": {
    en: {
      title: "We cannot find this",
      detail: "It may be gone, or it may not be open to you. Go back and try again.",
    },
    es: {
      title: "No lo encontramos",
      detail: "Tal vez ya no existe o no está abierto para usted. Vuelva e intente de nuevo.",
    },
  },
  "invitation-refused": {
    en: {
      title: "This code does not work",
      detail: "Check the code and try again. If it is old or was used, ask your clinic for a new one.",
    },
    es: {
      title: "Este código no funciona",
      detail: "Revise el código e intente de nuevo. Si es viejo o ya se usó, pida otro a su clínica.",
    },
  },
  "person-unknown": {
    en: {
      title: "We do not know this address",
      detail: "Check how it is spelled. If it is right, invite the person first.",
    },
    es: {
      title: "No conocemos esta dirección",
      detail: "Revise cómo está escrita. Si está bien, invite primero a la persona.",
    },
  },
  "already-a-member": {
    en: { title: "You have already joined", detail: "You do not need this code. Go on to your program." },
    es: { title: "Ya se unió", detail: "No necesita este código. Siga a su programa." },
  },
  "already-invited": {
    en: {
      title: "This person has an open invitation",
      detail: "It is for another role or other spaces. Wait until they use it. Nothing was sent.",
    },
    es: {
      title: "Esta persona ya tiene una invitación",
      detail: "Es para otra función u otros espacios. Espere a que la use. No se envió nada.",
    },
  },
  "already-joined": {
    en: {
      title: "This person has joined already",
      detail: "They need no new invitation. Look for them in your program.",
    },
    es: {
      title: "Esta persona ya se unió",
      detail: "No necesita otra invitación. Puede verla en su programa.",
    },
  },
  "already-so": {
    en: { title: "This is done already", detail: "Nothing was changed. Load it again to see how it is." },
    es: { title: "Esto ya está hecho", detail: "No se cambió nada. Cárguelo de nuevo para ver cómo está." },
  },
  "in-progress": {
    en: { title: "We are still working on it", detail: "Wait a moment, then try again." },
    es: { title: "Aún estamos en ello", detail: "Espere un momento e intente de nuevo." },
  },
  "rules-changed": {
    en: { title: "The rules have changed", detail: "Read the new rules. Then join again." },
    es: { title: "Las reglas cambiaron", detail: "Lea las reglas nuevas. Luego únase otra vez." },
  },
  "too-late": {
    en: {
      title: "The time for this is over",
      detail: "Nothing was changed. Ask your clinic if you need help.",
    },
    es: {
      title: "El tiempo para esto terminó",
      detail: "No se cambió nada. Si necesita ayuda, llame a su clínica.",
    },
  },
  "poll-closed": {
    en: { title: "This poll has ended", detail: "You can no longer vote. Look at the result." },
    es: { title: "Esta encuesta terminó", detail: "Ya no puede votar. Mire el resultado." },
  },
  "limit-reached": {
    en: { title: "There are too many already", detail: "Remove one first, then try again." },
    es: { title: "Ya hay demasiados", detail: "Quite uno primero y luego intente de nuevo." },
  },
  "changed-meanwhile": {
    en: { title: "This was just changed", detail: "Load it again, then make your change." },
    es: { title: "Esto acaba de cambiar", detail: "Cárguelo de nuevo y haga su cambio." },
  },
  "too-large": {
    en: { title: "This is too long", detail: "Make it shorter and send it again. Nothing was saved." },
    es: { title: "Es demasiado largo", detail: "Hágalo más corto y envíe de nuevo. No se guardó nada." },
  },
  "unsupported-media-type": {
    en: { title: "The app sent a wrong format", detail: "The app must send JSON. Nothing was saved." },
    es: {
      title: "La aplicación envió otro formato",
      detail: "La aplicación debe enviar JSON. No se guardó nada.",
    },
  },
  "idempotency-key-reused": {
    en: {
      title: "The app mixed up two requests",
      detail: "The app must use a new Idempotency-Key. Nothing was saved.",
    },
    es: {
      title: "La aplicación mezcló dos envíos",
      detail: "La aplicación debe usar otro Idempotency-Key. No se guardó nada.",
    },
  },
  "precondition-required": {
    en: {
      title: "The app left something out",
      detail: "The app must say which version it changes. Nothing was saved.",
    },
    es: {
      title: "A la aplicación le faltó algo",
      detail: "La aplicación debe decir qué versión cambia. No se guardó nada.",
    },
  },
  "too-many-requests": {
    en: { title: "Too many tries", detail: "Wait a while, then try again." },
    es: { title: "Demasiados intentos", detail: "Espere un rato e intente de nuevo." },
  },
  internal: {
    en: {
      title: "Something went wrong on our side",
      detail: "Nothing was saved. Try again later. If it happens again, call your clinic.",
    },
    es: {
      title: "Algo falló de nuestro lado",
      detail: "No se guardó nada. Intente más tarde. Si pasa otra vez, llame a su clínica.",
    },
  },
  unavailable: {
    en: { title: "We cannot answer right now", detail: "Wait a moment, then try again." },
    es: { title: "No podemos responder ahora", detail: "Espere un momento e intente de nuevo." },
  },
  sealed: {
    en: {
      title: "Kith is locked right now",
      detail: "Your messages are safe. Try again later. For urgent help, call your clinic.",
    },
    es: {
      title: "Kith está cerrado por ahora",
      detail: "Sus mensajes están a salvo. Intente más tarde. Si es urgente, llame a su clínica.",
    },
  },
};
