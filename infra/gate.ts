import { type App, Validations } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { unacknowledged } from "./checks/acknowledged.ts";
import { houseFaults } from "./checks/house-faults.ts";
import { PacksPlugin, silentPacks } from "./checks/packs.ts";
import { rulesOfAnyStack } from "./checks/rules.ts";
import { invalid, validator } from "./checks/validator.ts";
import { deployedLosses, orphans, present, releaseLosses } from "./ledger/held.ts";
import { type TenantLedger, UnreadableLedger } from "./ledger/ledger-file.ts";
import type { StackTemplate } from "./template.ts";
import type { TenantConfig } from "./tenant-config.ts";

/** A tenant and the stack that was made of it. */
export interface Made {
  readonly config: TenantConfig;
  /** Path of the tenant's file. */
  readonly file: string;
  /** Name of the stack. */
  readonly stack: string;
}

/** What the gate looks at beside the assembly. */
export interface Surroundings {
  readonly tenantsFolder: string;
  /** What `cdk.json` says. */
  readonly settings: unknown;
  /** Day as year-month-day, in UTC. */
  readonly today: string;
}

/**
 * What stands between a synthesized assembly and a deploy: AWS's own rules for templates, the packs of cdk-nag, the house
 * rules, and the ledgers of the release and of what is deployed.
 */
export class Gate {
  readonly #packs = new PacksPlugin();

  /** Before the app is synthesized. */
  constructor(app: App) {
    validator.begin();
    Validations.of(app).addPlugins(validator, this.#packs);
  }

  /**
   * Why the assembly may not be deployed: one sentence per reason, without its end; none when it may.
   */
  reasons(assembly: CloudAssembly, made: readonly Made[], around: Surroundings): readonly string[] {
    const findings = this.#packs.found;
    if (findings === undefined) return ["the packs of rules did not run: see what the CDK says above"];
    const silent = silentPacks().map(
      (pack) => `${pack} does not find what is planted for it: nothing was checked by it`,
    );
    const tenants = new Map(made.map((one) => [one.stack, one]));
    const files = assembly.stacks.map(({ templateFile }) => templateFile);
    const ofStacks = assembly.stacks.flatMap(({ stackName, environment, template }) => {
      const tenant = tenants.get(stackName);
      const { account, region } = environment;
      const stack = { name: stackName, account, region, template, settings: around.settings };
      const judged = { stack: stackName, profile: tenant?.config.network };
      return [
        ...houseFaults(stack, tenant === undefined ? rulesOfAnyStack : undefined),
        ...unacknowledged(judged, findings, around.today),
        ...(tenant === undefined ? [] : lossesOf(tenant, template)),
      ];
    });
    return [...silent, ...invalid(validator, files), ...ofStacks, ...orphans(around.tenantsFolder)];
  }
}

function lossesOf({ stack, config, file }: Made, template: StackTemplate): readonly string[] {
  const lost = [
    ...releaseLosses(config, template).map((loss) => `${loss} (infra/ledger/shapes, CONTRIBUTING.md)`),
    ...lostOfDeployed(file, present(stack, config, template)).map(
      (loss) => `${loss} (docs/operate.md, When synth refuses)`,
    ),
  ];
  return lost.map((loss) => `${stack}: ${loss}`);
}

/** What cannot be read may have held anything. */
function lostOfDeployed(file: string, now: TenantLedger): readonly string[] {
  try {
    return deployedLosses(file, now);
  } catch (error) {
    if (error instanceof UnreadableLedger) return [error.message];
    throw error;
  }
}
