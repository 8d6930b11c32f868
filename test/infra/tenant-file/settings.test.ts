import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tenantFile } from "../../../infra/tenant-config.ts";
import { notes } from "../../../infra/tenant-file/notes.ts";
import { settingsOf } from "../../../infra/tenant-file/settings.ts";

const settings = settingsOf(tenantFile);
const setting = (field: string) => settings.find((one) => one.field === field);

describe("the settings of a tenant", () => {
  it("name the twelve fields that every file needs", () => {
    expect(settings.filter(({ required }) => required === "yes").map(({ field }) => field)).toEqual([
      "tenant.id",
      "tenant.legalEntity",
      "tenant.timeZone",
      "aws.account",
      "aws.region",
      "contacts.security",
      "contacts.privacy",
      "contacts.onCall",
      "domain",
      "identity.authDomain",
      "mail",
      "agreement.baaConfirmed",
    ]);
  });

  it("take the default of a group apart", () => {
    const years = z.number().register(notes, { form: "a number" }).describe("How long.");
    const lock = z.strictObject({ lock: z.strictObject({ years }).prefault({ years: 7 }) });
    expect(settingsOf(lock)).toMatchObject([
      { field: "lock.years", required: "in its group", whenAbsent: 7 },
    ]);
  });

  it("say of each field of a choice that its group may be left out", () => {
    expect(setting("mail.from")).toMatchObject({ required: "in its group", form: "an e-mail address" });
  });

  it("make one row of names that mean the same", () => {
    const rows = settings.filter(({ field }) => field.startsWith("data."));
    expect(rows.map(({ field }) => field)).toEqual([
      "data.tables.community.physical",
      "data.tables.community.streamArn",
      "data.tables.<keyring, audit, audit-keys, audit-index>.physical",
    ]);
  });

  it("say what can never change", () => {
    const never = settings.filter(({ change }) => change.startsWith("no"));
    expect(never.map(({ field }) => field)).toEqual([
      "tenant.id",
      "aws.account",
      "aws.region",
      "identity.authDomain",
      "identity.authDomain.name",
    ]);
  });
});

describe("a field", () => {
  it("without a description is refused, so that the page cannot be silent about it", () => {
    const silent = z.string().register(notes, { form: "a word" });
    expect(() => settingsOf(z.strictObject({ silent }))).toThrow("The field silent does not say");
  });

  it("without a form is refused", () => {
    const formless = z.string().describe("Serves nothing.");
    expect(() => settingsOf(z.strictObject({ formless }))).toThrow("The field formless does not say");
  });
});
