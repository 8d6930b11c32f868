/**
 * What people agree to when they join. A change of the words is a new version: whoever joins with another one is told to read
 * them again. Plain words, a reading grade of 6 at most; a test measures it.
 */
export const notices = {
  rules: {
    version: 1,
    en: {
      title: "How we treat each other",
      lines: [
        "Be kind. We are all here to help each other.",
        "What you read here stays here. Do not share it with others.",
        "Tell us what helps you. Ask your care team before you change a medicine.",
        "Do not sell things here, and do not ask for money.",
        "Do not wait here for urgent help. Call for help right away.",
      ],
    },
    es: {
      title: "Cómo nos tratamos",
      lines: [
        "Sea amable. Todos estamos aquí para ayudarnos.",
        "Lo que lee aquí se queda aquí. No lo cuente a otros.",
        "Cuente lo que le ayuda. Hable con su clínica antes de cambiar una medicina.",
        "No venda cosas aquí y no pida dinero.",
        "No espere aquí si es urgente. Llame y pida ayuda de inmediato.",
      ],
    },
  },
  privacyNotice: {
    version: 1,
    en: {
      title: "Who can see what you write",
      lines: [
        "The people in your group see what you write. They see the name you choose, not your real name.",
        "Your care team can read it too.",
        "We lock what you write. Without the key, nobody can read it.",
        "We keep a list of who reads what, and when.",
        "If you have a question, ask your clinic.",
      ],
    },
    es: {
      title: "Quién ve lo que escribe",
      lines: [
        "Las personas de su grupo ven lo que escribe. Ven el nombre que usted elige, no el real.",
        "Su equipo de salud también lo puede leer.",
        "Guardamos bajo llave lo que escribe. Sin la llave, nadie lo lee.",
        "Anotamos quién lee qué y cuándo.",
        "Si tiene una duda, pregunte a su clínica.",
      ],
    },
  },
} as const;

/** Which versions somebody agreed to. */
interface Agreed {
  readonly rulesVersion: number;
  readonly privacyNoticeVersion: number;
}

/** What whoever joins now agrees to. */
export const inForce: Agreed = {
  rulesVersion: notices.rules.version,
  privacyNoticeVersion: notices.privacyNotice.version,
};

/** Whether somebody agreed to what is in force. */
export const areInForce = ({ rulesVersion, privacyNoticeVersion }: Agreed): boolean =>
  rulesVersion === inForce.rulesVersion && privacyNoticeVersion === inForce.privacyNoticeVersion;
