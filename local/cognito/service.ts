import { z } from "zod";
import type { Service } from "../wire/operation.ts";
import type { Directory } from "./directory.ts";
import { onPool } from "./operation.ts";
import { userOperations } from "./user-operations.ts";

const listInput = z.strictObject({
  UserPoolId: z.string(),
  MaxResults: z.int().min(1).max(60).optional(),
});

/** The part of Amazon Cognito's user pools that functions call: which app clients a pool has, and its people. */
export function cognitoService(directory: Directory): Service {
  const listUserPoolClients = onPool(directory, {
    name: "ListUserPoolClients",
    input: listInput,
    call: ({ poolId, clients }) => ({
      UserPoolClients: clients.map(({ clientId }) => ({ ClientId: clientId, UserPoolId: poolId })),
    }),
  });
  return { name: "cognito-idp", operations: new Map([listUserPoolClients, ...userOperations(directory)]) };
}
