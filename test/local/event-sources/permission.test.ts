import { expect, it } from "vitest";
import { readStreams, streamActions, streamTemplate, useKey } from "../streams/template.ts";
import { startMapped } from "./running.ts";
import { mappingOf } from "./template.ts";

const start = (...statements: readonly object[]) =>
  startMapped({}, undefined, { template: streamTemplate(statements, { Mapping: mappingOf() }) });

it.each(streamActions)(
  "a mapping is not made when the role of its function may not do %s",
  async (missing) => {
    const others = streamActions.filter((action) => action !== missing);
    await expect(start({ ...readStreams, Action: others }, useKey)).rejects.toThrow(
      `Mapping: the role of its function may not do ${missing}`,
    );
  },
);

it("a mapping is made with the actions on its stream alone", async () => {
  const onStream = { ...readStreams, Resource: { "Fn::GetAtt": ["Table", "StreamArn"] } };
  const { sources } = await start(onStream, useKey);
  await sources.idle();
});

it.each([
  ["without a grant on the key", [], "kms:Decrypt: no statement of the role's policies allows kms:Decrypt"],
  [
    "with a grant for another way",
    [{ ...useKey, Condition: { StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" } } }],
    "kms:Decrypt: no statement of the role's policies allows kms:Decrypt",
  ],
  [
    "with a policy that is not understood",
    [{ ...useKey, Condition: { Odd: { "kms:CallerAccount": "1" } } }],
    "dynamodb:ListStreams: condition operator not known: Odd",
  ],
])("a mapping of a table under a customer key is not made %s", async (_, grants, why) => {
  await expect(start(readStreams, ...grants)).rejects.toThrow(
    `Mapping: the role of its function may not do ${why}`,
  );
});

it("a mapping that is not enabled is held to the same, and reads nothing", async () => {
  const Mapping = mappingOf({ Enabled: false });
  await expect(startMapped({}, undefined, { template: streamTemplate([], { Mapping }) })).rejects.toThrow(
    "ListStreams",
  );
  const { sources, write, batches, endpoint } = await startMapped({ Enabled: false });
  endpoint.decisions.clear();
  await write("a");
  await sources.idle();
  expect(batches).toEqual([]);
  expect(endpoint.decisions.entries().map(({ action }) => action)).toEqual([
    "dynamodb:PutItem",
    "kms:Decrypt",
  ]);
});
