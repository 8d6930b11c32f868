import { beforeAll, describe, expect, it } from "vitest";
import { refusedImports } from "./refused-imports.ts";

/** For each kind of file, what it may import and what it may not. */
const rules: Readonly<Record<string, { readonly may: readonly string[]; readonly not: readonly string[] }>> =
  {
    "functions/kernel/x.ts": {
      may: ["./ids.ts", "zod/mini", "zod/v4/core"],
      not: [
        "../platform/trail.ts",
        "./../platform/trail.ts",
        "../edge/handler.ts",
        "../access.ts",
        "../community/thread.ts",
        "node:fs",
        "zod",
        "@aws-sdk/client-dynamodb",
      ],
    },
    "functions/edge/x.ts": {
      may: ["./http.ts", "../kernel/ids.ts", "../access.ts", "@middy/core", "aws-jwt-verify", "node:buffer"],
      not: [
        "../platform/trail.ts",
        "../platform/audit/commit.ts",
        "../routes.ts",
        "../community/routes.ts",
        "../../infra/app.ts",
        "@aws-sdk/client-dynamodb",
        "jose",
      ],
    },
    "functions/platform/x.ts": {
      may: [
        "./vault.ts",
        "./audit/commit.ts",
        "../kernel/ids.ts",
        "@aws-sdk/client-kms",
        "node:crypto",
        "ulid",
      ],
      not: [
        "../edge/handler.ts",
        "../access.ts",
        "../members/member-store.ts",
        "../../local/listen.ts",
        "zod",
      ],
    },
    "functions/platform/audit/x.ts": {
      may: ["./commit.ts", "../vault.ts", "../keyring/keyring.ts", "../../kernel/ids.ts", "node:crypto"],
      not: ["../../edge/handler.ts", "../../members/member-store.ts", "@middy/core"],
    },
    "functions/tlog/x.ts": {
      may: ["./hash.ts", "node:crypto"],
      not: ["../kernel/ids.ts", "../platform/vault.ts", "node:fs", "zod/mini", "@aws-sdk/client-kms"],
    },
    "functions/members/x.ts": {
      may: ["./invitation.ts", "../kernel/ids.ts", "zod/mini"],
      not: [
        "../platform/vault.ts",
        "../edge/handler.ts",
        "../access.ts",
        "../routes.ts",
        "../programs/program-store.ts",
        "../programs/inviting.ts",
        "../community/message-store.ts",
        "node:crypto",
        "@aws-sdk/client-dynamodb",
      ],
    },
    "functions/programs/x.ts": {
      may: ["./inviting.ts", "../kernel/ids.ts", "../members/member-store.ts", "zod/mini"],
      not: [
        "../members/invitation.ts",
        "../members/endpoints.ts",
        "../members/routes.ts",
        "../community/message-store.ts",
        "../platform/vault.ts",
        "../edge/handler.ts",
      ],
    },
    "functions/community/x.ts": {
      may: ["./thread.ts", "../kernel/ids.ts", "../members/member-store.ts", "../programs/program-store.ts"],
      not: [
        "../members/invitation.ts",
        "../programs/inviting.ts",
        "../programs/endpoints.ts",
        "../audit/search.ts",
        "../platform/vault.ts",
        "../edge/handler.ts",
      ],
    },
    "functions/imports/x.ts": {
      may: [
        "./csv.ts",
        "../kernel/ids.ts",
        "../members/invitation-store.ts",
        "../programs/program-store.ts",
        "zod/mini",
      ],
      not: [
        "../members/invitation.ts",
        "../programs/inviting.ts",
        "../community/message-store.ts",
        "../platform/vault.ts",
        "../edge/handler.ts",
        "csv-parse/sync",
      ],
    },
    "functions/audit/x.ts": {
      may: [
        "./search.ts",
        "./fhir/endpoints.ts",
        "../kernel/ids.ts",
        "../members/membership-store.ts",
        "zod/mini",
      ],
      not: [
        "../members/invitation.ts",
        "../community/message-store.ts",
        "../platform/audit/events.ts",
        "../edge/handler.ts",
      ],
    },
    "functions/audit/fhir/x.ts": {
      may: ["./kinds.ts", "../search.ts", "../../kernel/ids.ts", "zod/mini"],
      not: ["../../members/membership-store.ts", "../../platform/audit/events.ts", "../../edge/respond.ts"],
    },
    "functions/setup/x.ts": {
      may: [
        "../members/invitation-store.ts",
        "../programs/program-store.ts",
        "../community/message-store.ts",
      ],
      not: [
        "../members/endpoints.ts",
        "../community/thread.ts",
        "../platform/vault.ts",
        "../edge/handler.ts",
      ],
    },
    "functions/pool-keys/x.ts": {
      may: ["./refresh.ts", "../kernel/keys.ts"],
      not: ["../platform/user-pools.ts", "../members/member-store.ts", "@aws-sdk/client-dynamodb"],
    },
    "functions/community/lambda.ts": {
      may: ["./endpoints.ts", "../edge/handler.ts", "../platform/platform.ts", "../members/caller.ts"],
      not: ["aws-cdk-lib", "constructs"],
    },
    "functions/x.ts": {
      may: ["./access.ts", "./community/routes.ts", "./kernel/route.ts", "zod/v4/core", "openapi-fetch"],
      not: [
        "./community/lambda.ts",
        "./community/endpoints.ts",
        "./edge/handler.ts",
        "./platform/vault.ts",
        "../infra/app.ts",
        "node:fs",
      ],
    },
    "local/x.ts": {
      may: ["./listen.ts", "./iam/evaluate.ts", "node:http", "node:timers/promises", "oidc-provider", "zod"],
      not: [
        "../functions/routes.ts",
        "../functions/platform/vault.ts",
        "../infra/app.ts",
        "../cli/kith.ts",
        "../build.ts",
        "./../build.ts",
        "../bench/bench.ts",
        "../test/edge/kit/tokens.ts",
        "aws-cdk-lib",
        "aws-cdk-lib/aws-kms",
        "constructs",
        "@aws-sdk/client-kms",
        "esbuild",
        "yaml",
        "zod/mini",
      ],
    },
    "local/iam/x.ts": {
      may: ["./evaluate.ts", "../listen.ts", "../wire/operation.ts", "jose"],
      not: [
        "../../functions/access.ts",
        "../../infra/grants.ts",
        "../../build.ts",
        "../../test/samples.ts",
        "aws-cdk-lib/aws-iam",
        "@aws-sdk/client-kms",
      ],
    },
    "local/lambda/environment/x.ts": {
      may: ["./channel.ts", "../messages.ts", "../../types.ts", "../../wire/operation.ts", "node:readline"],
      not: [
        "../../../build.ts",
        "../../../functions/access.ts",
        "../../../infra/grants.ts",
        "@aws-sdk/client-lambda",
      ],
    },
    "infra/x.ts": {
      may: [
        "./tables.ts",
        "./checks/rules.ts",
        "./constructs/names.ts",
        "./ledger/held.ts",
        "../functions/routes.ts",
        "../build.ts",
        "aws-cdk-lib",
        "aws-cdk-lib/cx-api",
        "node:path",
        "zod",
      ],
      not: [
        "../functions/access.ts",
        "../functions/contract.ts",
        "./../functions/access.ts",
        "../functions/kernel/route.ts",
        "../functions/community/routes.ts",
        "../functions/platform/audit/commit.ts",
        "../local/listen.ts",
        "../cli/kith.ts",
        "../bench/bench.ts",
        "../test/samples.ts",
        "@aws-sdk/client-kms",
        "cdk-nag",
        "esbuild",
        "zod/mini",
      ],
    },
    "infra/constructs/x.ts": {
      may: ["./names.ts", "../tables.ts", "../../functions/routes.ts", "aws-cdk-lib/aws-iam", "constructs"],
      not: [
        "../../functions/access.ts",
        "../../functions/platform/vault.ts",
        "../../local/listen.ts",
        "../../build.ts",
        "../../test/samples.ts",
        "../tenant-file/settings.ts",
        "@aws-sdk/client-kms",
      ],
    },
    "infra/checks/x.ts": {
      may: ["./rule.ts", "../template.ts", "aws-cdk-lib", "cdk-nag", "node:path"],
      not: [
        "../constructs/keys.ts",
        "../ledger/rows.ts",
        "../../functions/routes.ts",
        "../../build.ts",
        "zod",
      ],
    },
    "infra/ledger/x.ts": {
      may: ["./rows.ts", "../template.ts", "../tenant-file/settings.ts", "node:fs", "zod"],
      not: [
        "../constructs/tables.ts",
        "../checks/rule.ts",
        "../../functions/routes.ts",
        "aws-cdk-lib",
        "cdk-nag",
      ],
    },
    "infra/tenant-file/x.ts": {
      may: ["./fields.ts", "../tenant-config.ts", "yaml", "zod"],
      not: ["../constructs/names.ts", "../../functions/access.ts", "../../cli/kith.ts", "esbuild"],
    },
    "bench/x.ts": { may: ["../infra/synthesize.ts", "../local/run.ts"], not: ["aws-cdk-lib", "constructs"] },
    "build/x.ts": { may: ["esbuild"], not: ["aws-cdk-lib"] },
    "cli/x.ts": { may: ["../infra/synthesize.ts", "../local/run.ts"], not: ["aws-cdk-lib/cx-api"] },
    "test/run/x.ts": { may: ["../../local/run.ts"], not: ["aws-cdk-lib", "aws-cdk-lib/aws-kms"] },
    "test/infra/x.ts": { may: ["aws-cdk-lib", "aws-cdk-lib/aws-kms", "constructs"], not: [] },
  };

let refused: readonly string[];
beforeAll(async () => {
  const imports = Object.entries(rules).map(([file, { may, not }]) => [file, [...may, ...not]] as const);
  refused = await refusedImports(Object.fromEntries(imports));
});

describe.each(Object.entries(rules))("%s", (file, { may, not }) => {
  it("may import what stands below it", () => {
    expect(may.filter((path) => refused.includes(`${file} ${path}`))).toEqual([]);
  });
  it.each(not)("is refused %s", (path) => {
    expect(refused).toContain(`${file} ${path}`);
  });
});
