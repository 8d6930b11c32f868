import {
  App,
  CfnResource,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  Stack,
} from "aws-cdk-lib";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { CfnTopic } from "aws-cdk-lib/aws-sns";
import { HIPAASecurityChecks, NIST80053R5Checks } from "cdk-nag";
import type { IConstruct } from "constructs";

/** A rule of a pack that a resource breaks. */
export interface Finding {
  /** Name of the rule without the pack's. */
  readonly rule: string;
  readonly pack: string;
  readonly stack: string;
  /** Logical id. */
  readonly id: string;
  readonly type: string;
  readonly level: "error" | "warning";
  readonly info: string;
}

/** The part of cdk-nag's packs that we use. */
interface Pack {
  readonly readPackName: string;
  validateScope(scope: IConstruct): {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly severity?: string;
      readonly violatingResources: readonly { readonly constructPath?: string }[];
    }[];
  };
}

const packs: readonly (() => Pack)[] = [() => new HIPAASecurityChecks(), () => new NIST80053R5Checks()];

/** What every pack must find in {@link plantedApp}: a pack that finds less did not run. */
export const planted: readonly string[] = [
  "CloudWatchLogGroupEncrypted",
  "CloudWatchLogGroupRetentionPeriod",
  "S3BucketLoggingEnabled",
  "S3BucketPublicReadProhibited",
  "S3BucketPublicWriteProhibited",
  "S3BucketReplicationEnabled",
  "S3BucketSSLRequestsOnly",
  "S3BucketVersioningEnabled",
  "S3DefaultEncryptionKMS",
  "SNSEncryptedKMS",
];

/** A stack with a bucket, a topic and a log group that nobody protected. */
function plantedApp(): App {
  const app = new App({ analyticsReporting: false, stackTraces: false });
  const stack = new Stack(app, "Planted");
  new CfnBucket(stack, "Bucket");
  new CfnTopic(stack, "Topic");
  new CfnLogGroup(stack, "Logs");
  return app;
}

/**
 * Both packs as one plugin of the CDK's validation. It keeps what they find, for the gate to judge by our own
 * acknowledgements: the CDK passes over an acknowledgement that matches nothing, and a pack that crashed looks clean.
 */
export class PacksPlugin implements IPolicyValidationPlugin {
  readonly name = "Kith packs";
  /** What was found; undefined until it ran. */
  found: readonly Finding[] | undefined;

  validate({ appConstruct }: IPolicyValidationContext) {
    this.found = packs.flatMap((make) => findingsOf(make(), appConstruct));
    return { success: true, violations: [] };
  }
}

/** Packs that do not find what is planted, by their names. */
export const silentPacks = (make: readonly (() => Pack)[] = packs): readonly string[] =>
  make
    .map((one) => one())
    .filter(isSilent)
    .map(({ readPackName }) => readPackName);

function isSilent(pack: Pack): boolean {
  const found = new Set(findingsOf(pack, plantedApp()).map(({ rule }) => rule));
  return !planted.every((rule) => found.has(rule));
}

/** What a pack finds in an app. @throws whatever a pack throws as a whole: then nothing was checked. */
export function findingsOf(pack: Pack, app: IConstruct): readonly Finding[] {
  const resources = resourcesByPath(app);
  return pack
    .validateScope(app)
    .violations.flatMap(({ ruleName, description, severity, violatingResources }) =>
      violatingResources.map(({ constructPath = "" }) => ({
        rule: ruleName.slice(pack.readPackName.length + 1),
        pack: pack.readPackName,
        level: severity === "warning" ? "warning" : "error",
        info: description,
        ...(resources.get(constructPath) ?? { stack: "", id: constructPath, type: "" }),
      })),
    );
}

function resourcesByPath(app: IConstruct) {
  const resources = app.node.findAll().filter((one) => CfnResource.isCfnResource(one));
  return new Map(
    resources.map((resource) => {
      const stack = Stack.of(resource);
      const id = String(stack.resolve(resource.logicalId));
      return [resource.node.path, { stack: stack.stackName, id, type: resource.cfnResourceType }] as const;
    }),
  );
}
