import {
  AdminConfirmSignUpCommand,
  ListUserPoolClientsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { errorOf } from "../wire/clients.ts";
import { actions, type Pools, startPools, verified } from "./running.ts";
import { membersPoolArn, membersPoolId, workforcePoolArn, workforcePoolId } from "./stack.ts";

let pools: Pools;

beforeAll(async () => {
  pools = await startPools();
});

afterAll(() => pools.close());

afterEach(() => {
  pools.endpoint.faults.clear();
  expect(pools.faults).toEqual([]);
});

/** Every operation on a person, as one role would ask for it. */
function operationsOf(caller: string, pool: string, username: string) {
  const { create, get, disable, enable, signOut } = pools.as(caller);
  return {
    create: () => create("new", { UserPoolId: pool, UserAttributes: verified("new") }),
    get: () => get(username, pool),
    disable: () => disable(username, pool),
    enable: () => enable(username, pool),
    signOut: () => signOut(username, pool),
  };
}

const names = ["create", "get", "disable", "enable", "signOut"] as const;

describe.each(names)("the permission to %s", (name) => {
  const action = actions[name];

  it("is refused to a role without the grant, and nothing is done", async () => {
    const error = await errorOf(operationsOf("reader", membersPoolId, "ana")[name]());
    expect(error.name).toBe("AccessDeniedException");
    expect(error.message).toContain(`not authorized to perform: ${action} on resource: ${membersPoolArn}`);
    expect((await pools.get("ana")).Enabled).toBe(true);
    expect((await errorOf(pools.get("new"))).name).toBe("UserNotFoundException");
  });

  it("is for the pool that the grant names", async () => {
    const error = await errorOf(operationsOf("worker", workforcePoolId, "nurse")[name]());
    expect(error.name).toBe("AccessDeniedException");
    expect(error.message).toContain(workforcePoolArn);
  });

  it("is given by the template", async () => {
    pools.endpoint.decisions.clear();
    const username = `granted-${name}`;
    await pools.create(username);
    const { create, ...onUser } = operationsOf("worker", membersPoolId, username);
    await (name === "create" ? pools.as("worker").create(`${username}-2`) : onUser[name]());
    expect(pools.endpoint.decisions.entries().at(-1)).toMatchObject({
      ...{ action, resource: membersPoolArn, decision: "allow", why: "identity policy, statement Pool" },
    });
  });
});

it("a role may list the clients of the pool that its grant names", async () => {
  const list = new ListUserPoolClientsCommand({ UserPoolId: workforcePoolId, MaxResults: 60 });
  const { UserPoolClients } = await pools.clientOf("reader").send(list);
  expect(UserPoolClients).toEqual([{ ClientId: "workforceweb", UserPoolId: workforcePoolId }]);
  expect((await errorOf(pools.clientOf("worker").send(list))).name).toBe("AccessDeniedException");
});

it("an operation that is not here is refused", async () => {
  const confirm = new AdminConfirmSignUpCommand({ UserPoolId: membersPoolId, Username: "ana" });
  const error = await errorOf(pools.clientOf("operator").send(confirm));
  expect(error.name).toBe("UnknownOperationException");
});

describe("an injected failure", () => {
  const fault = { service: "cognito-idp", operation: "AdminCreateUser", resource: membersPoolArn };

  it.each([
    ["throttle", "TooManyRequestsException", 400],
    ["unavailable", "InternalErrorException", 500],
  ] as const)("%s is answered with %s, and nothing is done", async (kind, name, httpStatusCode) => {
    pools.endpoint.faults.add({ ...fault, kind });
    const error = await errorOf(pools.create(kind));
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode } });
    await pools.create(kind);
  });

  it("that loses the answer leaves the person made, and the repetition says so", async () => {
    pools.endpoint.faults.add({ ...fault, kind: "cut-after" });
    await errorOf(pools.create("lost"));
    expect((await errorOf(pools.create("lost"))).name).toBe("UsernameExistsException");
  });
});
