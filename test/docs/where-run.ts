/** How we know that a command of the pages works. */
export type Where =
  /** commands.test.ts runs it, in a copy of the checkout. */
  | "here"
  /** A line of .ci/run. */
  | "ci"
  /** Cannot be run without an AWS account: docs/first-account.md says what is therefore in doubt. */
  | "account"
  /** Takes long, and decides about no change. */
  | "by hand"
  /** The test file that does what it does. */
  | `test/${string}`
  /** A part of `npm test`. */
  | "npm test";

/** Every command that a page shows. One that is not here fails the test. */
export const whereRun: Readonly<Record<string, Where>> = {
  "npm ci": "ci",
  "npm test": "ci",
  "npm run check": "npm test",
  "npx vitest run --project unit": "npm test",
  "npx vitest run --project faults": "npm test",
  "npm start": "test/cli/start.test.ts",
  "npx kith token maria": "test/cli/start.test.ts",
  "npx kith token olivia": "test/cli/start.test.ts",
  "npm run synth": "here",
  "npx kith ledger record mercy-west": "here",
  "npx kith ledger forget mercy-west domain": "here",
  "npm exec -- node infra/ledger/write.ts": "test/infra/ledger/shapes.test.ts",
  "npm run docs": "here",
  "npm run contract": "here",
  "npx cdk list --app cdk.out": "here",
  "npx cdk diff --app cdk.out --exclusively --template ../kith-mercy-west.deployed.json kith-mercy-west":
    "here",
  "npx kith setup --function <SetupFunctionName> --file ../founding.yaml": "test/run/docs/founding.test.ts",
  "npx kith audit delivery --api $API --access-log .kith/logs/access.log --from $FROM --to $TO":
    "test/run/docs/delivery.test.ts",
  ...Object.fromEntries(
    [
      "export example --out log",
      "export --worm $WORM --edge $EDGE --out log",
      "verify log --key log.vkey --save verified.checkpoint",
      "verify log --key log.vkey --since verified.checkpoint",
      "verify log --key log.vkey --anchor kept",
      "verify log --key log.vkey --old verified.checkpoint --new log/checkpoint",
      "prove log --key log.vkey --event $EVENT --out proof",
      "verify proof/$INDEX.tlog-proof --entry proof/$INDEX.entry --key log.vkey",
    ].map((words) => [`npx kith audit ${words}`, "test/run/log/export.test.ts"]),
  ),
  "npx kith audit reindex --check": "test/run/log/searching.test.ts",
  "npm run bench": "by hand",
  "npm run test:long": "by hand",
  "npm run test:mutation": "by hand",
  "npx cdk bootstrap aws://111122223333/us-east-1": "account",
  "npx cdk deploy --app cdk.out --exclusively kith-account-baseline-111122223333-us-east-1": "account",
  "npx cdk deploy --app cdk.out --exclusively kith-mercy-west": "account",
  "npx cdk diff --app cdk.out --exclusively --method=change-set kith-mercy-west": "account",
};
