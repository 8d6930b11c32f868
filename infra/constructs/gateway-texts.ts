/**
 * What the gateway says in place of a function, in English, word for word as the functions say it: whoever may not know
 * that a thing exists must not be able to tell the two apart. A test compares them.
 */
export const texts = {
  "invalid-request": {
    title: "Something is missing or wrong",
    detail: "Check the marked fields and send it again. Nothing was saved.",
  },
  "token-refused": { title: "You are not signed in", detail: "Sign in again." },
  "not-allowed": {
    title: "You cannot do this",
    detail: "Your role does not include it. Ask your clinic if you think it should.",
  },
  "not-found": {
    title: "We cannot find this",
    detail: "It may be gone, or it may not be open to you. Go back and try again.",
  },
  "too-large": {
    title: "This is too long",
    detail: "Make it shorter and send it again. Nothing was saved.",
  },
  "unsupported-media-type": {
    title: "The app sent a wrong format",
    detail: "The app must send JSON. Nothing was saved.",
  },
  "too-many-requests": { title: "Too many tries", detail: "Wait a while, then try again." },
  internal: {
    title: "Something went wrong on our side",
    detail: "Nothing was saved. Try again later. If it happens again, call your clinic.",
  },
  unavailable: { title: "We cannot answer right now", detail: "Wait a moment, then try again." },
} as const;
