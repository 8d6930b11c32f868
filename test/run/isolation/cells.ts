import { samplePeople } from "../../../cli/sample/people.ts";
import { roles } from "../../../functions/kernel/roles.ts";
import {
  noCode,
  nothing,
  operationNames,
  type SamplePlace,
  type SampleRequest,
  sampleRequest,
} from "../../samples.ts";
import { stranger } from "../kit/people.ts";
import { dayFromToday } from "../kit/trail.ts";
import { place, tokenOf } from "../tenant.ts";
import { type Cell, type Party, type PlaceName, placeNames } from "./expectation.ts";

const own = place("heart-failure", "daily-life");
const otherProgram = place("diabetes", "daily-life");
/** The places as all sample people see them who are of one program and one of its spaces. */
const places: Readonly<Record<PlaceName, SamplePlace>> = {
  own,
  "other space": place("heart-failure", "newly-diagnosed"),
  "other program": otherProgram,
  mixed: { ...otherProgram, programId: own.programId },
  foreign: {
    programId: "01ARZ3NDEKTSV4RRFFQ69G5FA1",
    spaceId: "01ARZ3NDEKTSV4RRFFQ69G5FA2",
    threadId: "01ARZ3NDEKTSV4RRFFQ69G5FA3",
  },
};

export const requestOf = ({ operation, place: where }: Pick<Cell, "operation" | "place">): SampleRequest =>
  sampleRequest(operation, { place: places[where], things: nothing, today: dayFromToday(0), code: noCode });

const parties: readonly Party[] = [...roles, "stranger"];

/** Places that make no difference to a request are one cell. */
function placesOf(operation: Cell["operation"]): readonly PlaceName[] {
  const seen = new Set<string>();
  return placeNames.filter((where) => {
    const text = JSON.stringify(requestOf({ operation, place: where }));
    return !seen.has(text) && seen.add(text);
  });
}

/** Every route, every party, every place. */
export const cells: readonly Cell[] = operationNames.flatMap((operation) =>
  placesOf(operation).flatMap((where) => parties.map((party) => ({ operation, party, place: where }))),
);

/** The token of the person who plays a party: the first of the sample people with that role. */
export async function tokenFor(party: Party): Promise<string> {
  if (party === "stranger") return (await stranger("workforce")).token;
  const person = samplePeople.find(({ role }) => role === party);
  if (!person) throw new Error(`No sample person is a ${party}.`);
  return tokenOf(person.username);
}
