import { z } from "zod";
import { contextOf } from "../iam/context.ts";
import { AwsError, type LoadedStack, type Resource } from "../types.ts";
import { parseInput } from "../wire/input.ts";
import type { Operation, Service } from "../wire/operation.ts";

const listInput = z.strictObject({
  UserPoolId: z.string(),
  MaxResults: z.int().min(1).max(60).optional(),
});

/** The part of Amazon Cognito's user pools that functions call: which app clients a pool has. */
export function cognitoService(stack: LoadedStack, now: () => Date): Service {
  const listUserPoolClients: Operation = {
    access: (fields, caller) => {
      const { arn } = poolNamed(stack, parseInput(listInput, fields).UserPoolId);
      const context = contextOf({ caller, region: stack.region, now: now() }, []);
      return [{ principal: caller, action: "cognito-idp:ListUserPoolClients", resource: arn, context }];
    },
    call: async (fields) => {
      const { UserPoolId } = parseInput(listInput, fields);
      const clients = stack
        .byType("AWS::Cognito::UserPoolClient")
        .filter(({ properties }) => properties.UserPoolId === UserPoolId);
      return { UserPoolClients: clients.map(({ physicalId }) => ({ ClientId: physicalId, UserPoolId })) };
    },
  };
  return { name: "cognito-idp", operations: new Map([["ListUserPoolClients", listUserPoolClients]]) };
}

function poolNamed(stack: LoadedStack, id: string): { readonly arn: string } {
  const pool = stack.byType("AWS::Cognito::UserPool").find(({ physicalId }: Resource) => physicalId === id);
  if (pool?.arn === undefined)
    throw new AwsError("ResourceNotFoundException", 400, "User pool does not exist.");
  return { arn: pool.arn };
}
