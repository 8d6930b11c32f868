import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { contract } from "../../functions/contract.ts";
import { operations } from "../../functions/routes.ts";

const made: unknown = JSON.parse(JSON.stringify(contract()));

/** Every object inside of a value, itself included. */
function objectsIn(value: unknown): readonly object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}
const all = objectsIn(made);
const valuesOf = (name: string): readonly unknown[] =>
  all.filter((part) => Object.hasOwn(part, name)).map((part) => Reflect.get(part, name));

/** What a local reference points to. */
const resolve = (pointer: unknown): unknown =>
  String(pointer)
    .replace("#/", "")
    .split("/")
    .reduce<unknown>((part, name) => Reflect.get(Object(part), name), made);

describe("the contract", () => {
  it("is the committed one; if not, run npm run contract", () => {
    expect(JSON.parse(readFileSync("docs/openapi.json", "utf8"))).toEqual(made);
  });
  it("has every operation under its name, and no other", () => {
    expect([...valuesOf("operationId")].toSorted()).toEqual(Object.keys(operations).toSorted());
  });
  it("has no reference that points nowhere", () => {
    const references = valuesOf("$ref");
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((pointer) => resolve(pointer) === undefined)).toEqual([]);
  });
  it("describes bodies and answers that a JSON Schema validator takes", () => {
    const ajv = new Ajv2020({ strict: false });
    const schemas = Object.values(Object(resolve("#/components/schemas")));
    expect(schemas.length).toBeGreaterThan(5);
    for (const schema of schemas) expect(ajv.validateSchema(Object(schema))).toBe(true);
  });
  it("asks for a token and its scope exactly where the row does", () => {
    const asked = all.flatMap((part) =>
      "operationId" in part && "security" in part ? [[part.operationId, part.security]] : [],
    );
    expect(Object.fromEntries(asked)).toEqual(
      Object.fromEntries(
        Object.entries(operations).map(([name, { scope }]) => [
          name,
          scope === null ? [] : [{ signIn: [scope] }],
        ]),
      ),
    );
  });
  it("asks for an Idempotency-Key exactly where a signed-in person posts", () => {
    const asking = all.flatMap((part) =>
      "operationId" in part && JSON.stringify(part).includes('"name":"Idempotency-Key"')
        ? [part.operationId]
        : [],
    );
    const posts = Object.entries(operations).filter(
      ([, { method, scope }]) => method === "POST" && scope !== null,
    );
    expect(asking).toEqual(posts.map(([name]) => name));
  });
  it("names every status that health may ever have, so that a client is ready for it", () => {
    expect(JSON.stringify(made)).toContain('"enum":["up","sealed","maintenance"]');
  });
  it("says that every operation may end in a problem document", () => {
    expect(valuesOf("responses")).toHaveLength(Object.keys(operations).length);
    for (const responses of valuesOf("responses"))
      expect(JSON.stringify(responses)).toContain("application/problem+json");
  });
  it("says what every operation, parameter, answer and tag is", () => {
    const operationsSaid = all.filter((part) => "operationId" in part);
    const parameters = all.filter((part) => "in" in part && "schema" in part);
    const responses = valuesOf("responses").flatMap((each) => Object.values(Object(each)));
    const tags = objectsIn(resolve("#/tags")).filter((part) => "name" in part);
    const parts = [...operationsSaid, ...parameters, ...responses, ...tags];
    expect(parts.filter((part) => !/\S/.test(Reflect.get(Object(part), "description") ?? ""))).toEqual([]);
    expect(new Set(operationsSaid.flatMap((part) => Reflect.get(part, "tags")))).toEqual(
      new Set(tags.map((part) => Reflect.get(part, "name"))),
    );
  });
  it("says who may, as the access table does", () => {
    const said = Object.fromEntries(
      all.flatMap((part) =>
        "operationId" in part ? [[part.operationId, Reflect.get(part, "description")]] : [],
      ),
    );
    expect(said).toMatchObject({
      readHealth: "Anyone, without a token.",
      acceptInvitation: "Scope `kith/community`. Anyone who is signed in.",
      readEvents: "Scope `kith/audit.read`. officer: in the whole tenant.",
    });
    expect(said.postMessage).toContain("patient, mentor: in spaces they belong to; helper: as far as");
  });
  it.each(["/live", ""])("leads a client that read it below %j to the routes beside it", (stage) => {
    const readAt = `https://api.example.org${stage}/v1/openapi.json`;
    const [server] = objectsIn(resolve("#/servers")).flatMap((part) =>
      "url" in part ? [String(part.url)] : [],
    );
    expect(new URL(`${server}/v1/me`, readAt).pathname).toBe(`${stage}/v1/me`);
  });
  it("holds no open records in what a signed-in person sends or gets", () => {
    const open = all.filter((part) => "additionalProperties" in part && part.additionalProperties !== false);
    expect(open.map((part) => Reflect.get(part, "required"))).toEqual([["openapi"]]);
  });
});
