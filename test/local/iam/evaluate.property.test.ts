import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccessRequest, evaluate } from "../../../local/iam/evaluate.ts";
import { grantsIn, grantsUsedBy } from "../../../local/iam/grants.ts";
import { list } from "../../../local/iam/match.ts";
import type { PolicyStatement } from "../../../local/types.ts";
import { documentOf, request } from "./requests.ts";
import { type Asked, asked, type Modelled, modelled, principals } from "./statements.ts";

const own = fc.array(modelled("Allow", "Deny"), { maxLength: 4 });
const ofResource = fc.array(fc.tuple(modelled("Allow", "Deny"), principals), { maxLength: 3 });
type OfResource = readonly (readonly [
  Modelled,
  { readonly principal: PolicyStatement["Principal"]; readonly names: string },
])[];

function question(
  { action, resource, keys }: Asked,
  statements: readonly PolicyStatement[],
  policy: OfResource = [],
): AccessRequest {
  const document = documentOf(
    ...policy.map(([{ statement }, { principal }]) => ({ ...statement, Principal: principal ?? "*" })),
  );
  const isKey = action.startsWith("kms:");
  return request(statements, isKey ? { "kms:ViaService": undefined } : { "dynamodb:LeadingKeys": keys }, {
    action,
    resource,
    ...(isKey ? { keyPolicy: document } : { resourcePolicy: document }),
  });
}

const decide = (about: Asked, all: readonly Modelled[], policy: OfResource = []) =>
  evaluate(
    question(
      about,
      all.map(({ statement }) => statement),
      policy,
    ),
  ).decision;
const decideOn = (about: Asked, statements: readonly PolicyStatement[]) =>
  evaluate(question(about, statements)).decision;

/** "Policy evaluation logic" in a few words, over what the statements mean. */
function model(about: Asked, all: readonly Modelled[], policy: OfResource): "allow" | "deny" {
  const here = policy.filter(([{ speaksOf }, { names }]) => speaksOf(about) && names !== "nobody");
  const speaking = all.filter(({ speaksOf }) => speaksOf(about));
  const denies = ({ statement }: Modelled) => statement.Effect === "Deny";
  if ([...speaking, ...here.map(([one]) => one)].some(denies)) return "deny";
  if (here.some(([, { names }]) => names === "caller")) return "allow";
  if (about.action.startsWith("kms:") && here.length === 0) return "deny";
  return speaking.length > 0 ? "allow" : "deny";
}

describe("evaluate", () => {
  it("decides as a plain model of IAM does", () => {
    fc.assert(
      fc.property(asked, own, ofResource, (about, all, policy) => {
        expect(decide(about, all, policy)).toBe(model(about, all, policy));
      }),
      { numRuns: 2_000 },
    );
  });

  it("denies what a Deny speaks of, whatever else allows it", () => {
    fc.assert(
      fc.property(asked, own, ofResource, modelled("Deny"), (about, all, policy, deny) => {
        fc.pre(deny.speaksOf(about));
        expect(decide(about, [...all, deny], policy)).toBe("deny");
        expect(decide(about, all, [...policy, [deny, { principal: "*", names: "caller" }]])).toBe("deny");
      }),
    );
  });

  it("denies what no statement speaks of", () => {
    fc.assert(
      fc.property(asked, own, ofResource, (about, all, policy) => {
        const silent = all.filter(({ speaksOf }) => !speaksOf(about));
        const elsewhere = policy.filter(([{ speaksOf }]) => !speaksOf(about));
        expect(decide(about, silent, elsewhere)).toBe("deny");
      }),
    );
  });

  it("never loses an allow to a further Allow, nor gains one from a further Deny", () => {
    fc.assert(
      fc.property(
        asked,
        own,
        ofResource,
        modelled("Allow"),
        modelled("Deny"),
        (about, all, policy, more, less) => {
          const before = decide(about, all, policy);
          if (before === "allow") expect(decide(about, [...all, more], policy)).toBe("allow");
          else expect(decide(about, [...all, less], policy)).toBe("deny");
        },
      ),
    );
  });

  it("does not look at the order of statements and policies, nor at which document holds them", () => {
    fc.assert(
      fc.property(asked, own, ofResource, (about, all, policy) => {
        const before = decide(about, all, policy);
        expect(decide(about, all.toReversed(), policy.toReversed())).toBe(before);
        const { principal, ...rest } = question(about, [], policy);
        const together = { ...principal, policies: [documentOf(...all.map(({ statement }) => statement))] };
        expect(evaluate({ ...rest, principal: together }).decision).toBe(before);
      }),
    );
  });

  it("does not care whether a statement's actions and resources stand together or apart", () => {
    fc.assert(
      fc.property(asked, own, (about, all) => {
        const statements = all.map(({ statement }) => statement);
        expect(decideOn(about, statements.flatMap(apart))).toBe(decideOn(about, statements));
      }),
    );
  });

  it("tells which parts of a statement were used: without the others it allows the same", () => {
    fc.assert(
      fc.property(asked, modelled("Allow"), (about, { statement }) => {
        const decided = evaluate(question(about, [statement]));
        fc.pre(decided.decision === "allow");
        const { action, resource, context } = question(about, [statement]);
        const used = grantsUsedBy(statement, action, resource, context);
        // None is used by a request without the key that ForAllValues looks at: it was let through by the trap.
        fc.pre(used.length > 0);
        expect(grantsIn(statement)).toEqual(expect.arrayContaining([...used]));
        for (const smaller of apart(statement).filter((one) =>
          grantsIn(one).every((line) => !used.includes(line)),
        ))
          expect(decideOn(about, [smaller])).toBe("deny");
      }),
    );
  });
});

/** One statement for each action and resource; what a statement excepts cannot be taken apart. */
function apart(statement: PolicyStatement): readonly PolicyStatement[] {
  const { Action, Resource } = statement;
  const byAction =
    Action === undefined ? [statement] : list(Action).map((one) => ({ ...statement, Action: one }));
  if (Resource === undefined) return byAction;
  return byAction.flatMap((one) => list(Resource).map((resource) => ({ ...one, Resource: resource })));
}
