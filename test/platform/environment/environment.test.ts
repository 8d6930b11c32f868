import { describe, expect, it } from "vitest";
import { readEnvironment, webOrigin } from "../../../functions/platform/environment.ts";
import { tableNames } from "../../../functions/platform/tables.ts";

const source = {
  KITH_TENANT: "mercy-west",
  KITH_TABLE_AUDIT: "Mercy-Audit-1X2Y",
  KITH_KEY_AUDIT: "arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000",
  KITH_ISSUER_MEMBERS: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf123",
};

describe("the environment of a function", () => {
  it("gives what was asked for and nothing else", () => {
    expect(readEnvironment(["KITH_TENANT", "KITH_KEY_AUDIT"], source)).toEqual({
      KITH_TENANT: source.KITH_TENANT,
      KITH_KEY_AUDIT: source.KITH_KEY_AUDIT,
    });
    expect(readEnvironment(["KITH_ISSUER_MEMBERS"], source)).toEqual({
      KITH_ISSUER_MEMBERS: source.KITH_ISSUER_MEMBERS,
    });
  });

  it("names everything that is missing or malformed, and no value", () => {
    const read = () =>
      readEnvironment(["KITH_TENANT", "KITH_KEY_SEAL", "KITH_KEY_AUDIT"], {
        ...source,
        KITH_KEY_AUDIT: "secret",
      });
    expect(read).toThrow("Missing or malformed in the environment: KITH_KEY_SEAL, KITH_KEY_AUDIT.");
  });
});

describe("the tables of a function", () => {
  const tableName = tableNames(readEnvironment(["KITH_TABLE_AUDIT"], source));

  it("have the names of the environment", () => {
    expect(tableName("audit")).toBe("Mercy-Audit-1X2Y");
  });

  it("are those it was given and no others", () => {
    expect(() => tableName("keyring")).toThrow("This function was not given the table keyring.");
  });
});

describe("the origin of web pages", () => {
  it.each([undefined, "https://app.example.org", "http://localhost:3000"])(
    "is %s as the stack says",
    (origin) => {
      expect(webOrigin(origin === undefined ? {} : { KITH_ORIGIN: origin })).toBe(origin);
    },
  );
  it.each(["*", "", "https://app.example.org/", "null"])("is refused at the start as %s", (origin) => {
    expect(() => webOrigin({ KITH_ORIGIN: origin })).toThrow("Malformed in the environment: KITH_ORIGIN.");
  });
});
