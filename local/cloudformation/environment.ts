import { uuid } from "./ids.ts";

/** Where a stack stands: what its pseudo parameters say. */
export interface Environment {
  readonly stackName: string;
  readonly stackId: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

/** Account of a stack that was synthesized without one: AWS's own example number. */
const EXAMPLE_ACCOUNT = "111122223333";
const EXAMPLE_REGION = "us-east-1";

const partitions: readonly {
  readonly prefix: string;
  readonly partition: string;
  readonly suffix: string;
}[] = [
  { prefix: "us-gov-", partition: "aws-us-gov", suffix: "amazonaws.com" },
  { prefix: "cn-", partition: "aws-cn", suffix: "amazonaws.com.cn" },
  { prefix: "", partition: "aws", suffix: "amazonaws.com" },
];

/**
 * @param target `aws://<account>/<region>` as the assembly's manifest writes it.
 * @param instance tells two stacks of one name apart, as AWS does by the last part of the stack id.
 */
export function environmentOf(target: string, stackName: string, instance: string): Environment {
  const [, given = "", place = ""] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(target) ?? [];
  if (given === "" || place === "") throw new Error(`Stack ${stackName} names no environment.`);
  const account = given === "unknown-account" ? EXAMPLE_ACCOUNT : given;
  const region = place === "unknown-region" ? EXAMPLE_REGION : place;
  const { partition, suffix } = partitionOf(region);
  const stackId = `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${uuid(instance, stackName)}`;
  return { stackName, stackId, account, region, partition, urlSuffix: suffix };
}

function partitionOf(region: string): { readonly partition: string; readonly suffix: string } {
  const found = partitions.find(({ prefix }) => region.startsWith(prefix));
  if (found === undefined) throw new Error("No partition has this region.");
  return found;
}

/** The pseudo parameters that have a text; `AWS::NoValue` has none and is handled by the resolver. */
export function pseudoParameters(environment: Environment): Readonly<Record<string, string>> {
  return {
    "AWS::AccountId": environment.account,
    "AWS::Partition": environment.partition,
    "AWS::Region": environment.region,
    "AWS::StackId": environment.stackId,
    "AWS::StackName": environment.stackName,
    "AWS::URLSuffix": environment.urlSuffix,
  };
}
