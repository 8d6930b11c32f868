/** How members react to a message without words: a small fixed set, each of them kind. */
export const reactions = ["with-you", "thank-you", "well-done", "me-too", "hug"] as const;
export type Reaction = (typeof reactions)[number];
