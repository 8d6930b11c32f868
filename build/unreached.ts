/** A module of a dependency that the functions carry and never run. */
export interface Unreached {
  /** The package that imports it; the same import in another package stays. */
  readonly from: string;
  /** How it is imported there. */
  readonly module: RegExp;
  /** ECMAScript in its place. It throws as soon as it is used, so that a wrong assumption shows at once. */
  readonly contents: string;
}

const failing = (what: string): string =>
  `throw new Error(${JSON.stringify(`Left out of the bundle: ${what}. See build/unreached.ts.`)})`;

const failingClass = (name: string, what: string): string =>
  `export class ${name} { constructor() { ${failing(what)} } }`;

/**
 * What is left out, each with what makes it unreachable. All are reached from the configuration of a client, which is why
 * esbuild cannot tell; `configuration` in functions/platform/aws.ts is where that is decided.
 */
export const unreached: readonly Unreached[] = [
  {
    // `credentials` is given in full. The chain of providers would be a third of a bundle.
    from: "@aws-sdk",
    module: /^@aws-sdk\/credential-provider-node$/,
    contents: `export const defaultProvider = () => () => { ${failing("credential providers")} };`,
  },
  {
    // Loaded on demand for operations that stream events. DynamoDB, KMS and Cognito's user pools have none.
    from: "@smithy/core",
    module: /^@smithy\/core\/event-streams$/,
    contents: `${failingClass("EventStreamSerde", "event streams")}
      export const eventStreamSerdeProvider = () => { ${failing("event streams")} };`,
  },
  {
    // The cache of discovered endpoints is made with each DynamoDB client; `endpointDiscoveryEnabled` is false.
    from: "@aws-sdk/endpoint-cache",
    module: /^mnemonist\/lru-cache$/,
    contents: `const fail = () => { ${failing("endpoint discovery")} };
      export default class { get() { fail() } set() { fail() } has() { fail() } peek() { fail() } clear() { fail() } }`,
  },
  {
    // SHA-256 in JavaScript, for a Node that was built without OpenSSL.
    from: "@smithy/core",
    module: /\/Sha256Js$/,
    contents: failingClass("Sha256Js", "SHA-256 without node:crypto"),
  },
  {
    // `retryMode` is standard; only the adaptive one limits its own rate.
    from: "@smithy/core",
    module: /\/DefaultRateLimiter$/,
    contents: failingClass("DefaultRateLimiter", "adaptive retries"),
  },
];
