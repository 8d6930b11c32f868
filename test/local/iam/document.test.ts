import { describe, expect, it } from "vitest";
import { policyDocument } from "../../../local/iam/document.ts";
import { allow } from "./requests.ts";

describe("a policy document", () => {
  it.each([
    ["one statement", { Statement: allow }],
    ["a list of them, a version and an id", { Version: "2012-10-17", Id: "x", Statement: [allow, allow] }],
    ["a principal of either kind", { Statement: { ...allow, Principal: { AWS: "a", Service: ["b", "c"] } } }],
    ["everybody as principal", { Statement: { ...allow, Principal: "*" } }],
  ])("may have %s", (_, document) => {
    expect(policyDocument(document, "here")).toEqual(document);
  });

  it.each<[string, unknown, string]>([
    ["an older language", { Version: "2008-10-17", Statement: allow }, "Version"],
    ["no statement", {}, "Statement"],
    ["an unknown element of its own", { Statement: allow, Rules: [] }, ""],
    ["an unknown element of a statement", { Statement: [{ ...allow, NotPrincipal: "*" }] }, "Statement"],
    ["an unknown kind of principal", { Statement: { ...allow, Principal: { Federated: "x" } } }, "Statement"],
    ["somebody as principal by a bare name", { Statement: { ...allow, Principal: "x" } }, "Statement"],
    ["an empty list of actions", { Statement: { ...allow, Action: [] } }, "Statement"],
    ["an unknown effect", { Statement: { ...allow, Effect: "allow" } }, "Statement"],
    ["conditions that are none", { Statement: { ...allow, Condition: "x" } }, "Statement"],
    ["nothing in it", undefined, ""],
  ])("may not have %s", (_, document, at) => {
    expect(() => policyDocument(document, "here")).toThrow(`here: policy not understood at ${at}`);
  });
});
