import { describe, expect, it } from "vitest";
import { accountOf, samplePatients } from "../../../cli/sample/patients.ts";
import { seedPatients } from "../../../cli/seed-patients.ts";
import { accessToken } from "../../../cli/token.ts";
import { kithClient } from "../../../functions/client.ts";
import { storedBytes } from "../kit/stored.ts";
import { clientOf, facts, messagesPath, place, tenantControl } from "../tenant.ts";

const { source, patients } = samplePatients(3);

describe(`Three patients of ${source === "ehr" ? "THE EHR'S EXPORT (../shared/data/ehr)" : "THE BUNDLED SAMPLE: there is no export of an EHR here"}`, () => {
  const accounts = patients.map(accountOf);
  const clientOfPatient = async (username: string) => {
    const token = await accessToken(facts.pools.members, username);
    return kithClient(facts.apiUrl, () => token);
  };

  it("are invited, join and write, all through the public API", async () => {
    expect(patients).toHaveLength(3);
    for (const account of accounts) await tenantControl.addPerson(account);
    const known = new Set(accounts.map(({ username }) => username));
    const tenant = {
      clientOf: async (username: string) =>
        known.has(username) ? clientOfPatient(username) : clientOf(username),
    };
    const programs = patients.flatMap(({ conditions }) => conditions).length;
    const seeded = await seedPatients(tenant, facts.founded, patients);
    expect(seeded).toMatchObject({ people: 3, messages: programs });
    // A second start of a kept tenant does the same again, and nothing comes of it.
    const again = await seedPatients(tenant, facts.founded, patients);
    expect(again).toEqual({ people: 0, messages: 0, threads: 0, reactions: 0 });

    for (const [index, patient] of patients.entries()) {
      const client = await clientOfPatient(accounts[index]?.username ?? "");
      const at = place(patient.conditions[0] ?? "", "daily-life");
      const read = await client.GET(messagesPath, { params: { path: at, query: { limit: "100" } } });
      const own = read.data?.messages.filter(({ author }) => author.own);
      expect(own).toMatchObject([{ state: "open", author: { alias: patient.given } }]);
    }
  });

  it("stand nowhere in the tables: no name, no account, no word of theirs", async () => {
    const everything = await storedBytes();
    // Shorter names stand by chance in so much that is random.
    const names = patients
      .flatMap(({ family, given }) => [family, given])
      .filter(({ length }) => length >= 6);
    const words = [...patients.map(({ id }) => id), ...accounts.map(({ username }) => username), ...names];
    for (const word of [...words, "I walked to the corner", "I weigh myself after"])
      expect(everything.filter((bytes) => bytes.includes(word))).toEqual([]);
  });
});
