import { randomInt } from "node:crypto";

/** Lanes that an event id can name. */
const mostLanes = 8;

/** Spreads the events of a day over its lanes; one lane is one partition of DynamoDB, about 1,000 write units a second. */
export const randomLane = (lanes: number): number => {
  if (!Number.isInteger(lanes) || lanes < 1 || lanes > mostLanes)
    throw new RangeError("There are 1 to 8 lanes.");
  return randomInt(lanes);
};
