/** Conditions for which Kith brings the texts of a program. A health system may name any other: then it writes its own. */
export const conditions = ["heart-failure", "diabetes", "obesity", "asthma"] as const;
export type Condition = (typeof conditions)[number];

/** What a program may suggest that its members write down: a closed list of words. */
export const readings = [
  "weight",
  "blood-pressure",
  "heart-rate",
  "glucose",
  "peak-flow",
  "oxygen",
  "symptoms",
] as const;
export type Reading = (typeof readings)[number];

/** How members come into a space: whoever belongs to the program, or only who was invited into it. */
export const joinings = ["open", "invited"] as const;
export type Joining = (typeof joinings)[number];
