import { z } from "zod";
import type { LoadedStack, PolicyDocument, Resource } from "../types.ts";
import { policyDocument } from "./document.ts";

const inline = z.object({ PolicyDocument: z.unknown() });
const role = z.object({
  Policies: z.array(inline).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const attachment = inline.extend({ Roles: z.array(z.string()).default([]) });
const rolePolicy = inline.extend({ RoleName: z.string() });
const key = z.object({ KeyPolicy: z.unknown() });
const resourcePolicy = z.object({ PolicyDocument: z.unknown() }).optional();
const replica = z.object({
  Region: z.string(),
  ResourcePolicy: resourcePolicy,
  ReplicaStreamSpecification: z.object({ ResourcePolicy: resourcePolicy }).optional(),
});
const table = z.object({ Replicas: z.array(replica) });

/**
 * Every identity policy of a role in the template, inline and managed.
 *
 * @throws Error when the role is not there, has a permissions boundary, or a managed policy of AWS, whose text the
 *   template does not hold.
 */
export function policiesOf(stack: LoadedStack, roleArn: string): readonly PolicyDocument[] {
  const resource = byArn(stack, "AWS::IAM::Role", roleArn);
  if ("PermissionsBoundary" in resource.properties)
    throw new Error(`${resource.logicalId}: a boundary is not evaluated`);
  const { Policies, ManagedPolicyArns } = read(resource, role);
  const attached = ["AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"]
    .flatMap(stack.byType)
    .filter((policy) => read(policy, attachment).Roles.includes(resource.physicalId));
  const alone = stack
    .byType("AWS::IAM::RolePolicy")
    .filter((policy) => read(policy, rolePolicy).RoleName === resource.physicalId);
  const named = ManagedPolicyArns.map((arn) => managedPolicy(stack, resource, arn));
  const separate = [...new Set([...attached, ...alone, ...named])];
  return [
    ...Policies.map((policy) => policyDocument(policy.PolicyDocument, resource.logicalId)),
    ...separate.map((policy) => policyDocument(read(policy, inline).PolicyDocument, policy.logicalId)),
  ];
}

/** The policy of a KMS key of the template. */
export function keyPolicyOf(stack: LoadedStack, keyArn: string): PolicyDocument {
  const resource = byArn(stack, "AWS::KMS::Key", keyArn);
  return policyDocument(read(resource, key).KeyPolicy, resource.logicalId);
}

/** The resource policy of a table of the template in the stack's region, where it has one. */
export function tablePolicyOf(stack: LoadedStack, tableArn: string): PolicyDocument | undefined {
  return replicaPolicy(stack, tableArn, ({ ResourcePolicy }) => ResourcePolicy?.PolicyDocument);
}

/** The resource policy of a table's stream, likewise. */
export function streamPolicyOf(stack: LoadedStack, tableArn: string): PolicyDocument | undefined {
  const policy = ({ ReplicaStreamSpecification: stream }: z.output<typeof replica>) =>
    stream?.ResourcePolicy?.PolicyDocument;
  return replicaPolicy(stack, tableArn, policy);
}

function replicaPolicy(
  stack: LoadedStack,
  tableArn: string,
  policyOf: (here: z.output<typeof replica>) => unknown,
): PolicyDocument | undefined {
  const resource = byArn(stack, "AWS::DynamoDB::GlobalTable", tableArn);
  const here = read(resource, table).Replicas.find(({ Region }) => Region === stack.region);
  if (here === undefined) throw new Error(`${resource.logicalId}: no replica in the stack's region`);
  const policy = policyOf(here);
  return policy === undefined ? undefined : policyDocument(policy, resource.logicalId);
}

function byArn(stack: LoadedStack, type: string, arn: string): Resource {
  const resource = stack.byType(type).find((candidate) => candidate.arn === arn);
  if (resource === undefined) throw new Error(`no ${type} of the template has this ARN`);
  return resource;
}

function managedPolicy(stack: LoadedStack, owner: Resource, arn: string): Resource {
  const policy = stack.byType("AWS::IAM::ManagedPolicy").find(({ physicalId }) => physicalId === arn);
  if (policy === undefined)
    throw new Error(`${owner.logicalId}: a managed policy that is not in the template`);
  return policy;
}

function read<S extends z.ZodType>(resource: Resource, schema: S): z.output<S> {
  const parsed = schema.safeParse(resource.properties);
  if (!parsed.success)
    throw new Error(`${resource.logicalId}: ${parsed.error.issues[0]?.path.join(".")} not understood`);
  return parsed.data;
}
