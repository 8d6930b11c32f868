const keyArn = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;
const tableName = /^[A-Za-z0-9_.-]{3,255}$/;
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const issuer = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[\w-]{1,55}$/;
const poolId = /^[\w-]{1,55}$/;

const forms = {
  KITH_TENANT: /^[a-z][a-z0-9-]{1,63}$/,
  KITH_TABLE_COMMUNITY: tableName,
  KITH_TABLE_KEYRING: tableName,
  KITH_TABLE_AUDIT: tableName,
  KITH_TABLE_AUDIT_KEYS: tableName,
  KITH_TABLE_AUDIT_INDEX: tableName,
  KITH_BUCKET_WORM: bucketName,
  KITH_BUCKET_EDGE: bucketName,
  KITH_KEY_SEAL: keyArn,
  KITH_KEY_AUDIT: keyArn,
  KITH_KEY_SIGN: keyArn,
  KITH_LOG_ORIGIN: /^[!-*,-~]{3,200}$/,
  KITH_KEY_OUTBOX: keyArn,
  KITH_ISSUER_MEMBERS: issuer,
  KITH_ISSUER_WORKFORCE: issuer,
  KITH_POOL_MEMBERS: poolId,
  KITH_POOL_WORKFORCE: poolId,
} as const;

/** Everything a function can be told by its stack. Each is given only what it needs. */
export type Variable = keyof typeof forms;
export type Environment<Wanted extends Variable> = Readonly<Record<Wanted, string>>;

const isComplete = <Wanted extends Variable>(
  values: Readonly<Record<string, string | undefined>>,
  wanted: readonly Wanted[],
): values is Environment<Wanted> => wanted.every((name) => values[name] !== undefined);

/**
 * Reads what a function needs, once, at its start.
 * @param source Where to read; the process's own variables unless given.
 * @throws Error that names every missing or malformed variable, and no value.
 */
export const readEnvironment = <const Wanted extends Variable>(
  wanted: readonly Wanted[],
  source: Readonly<Record<string, string | undefined>> = process.env,
): Environment<Wanted> => {
  const wrong = wanted.filter((name) => !forms[name].test(source[name] ?? ""));
  const values = Object.fromEntries(wanted.map((name) => [name, source[name]]));
  if (wrong.length > 0 || !isComplete(values, wanted)) {
    throw new Error(`Missing or malformed in the environment: ${wrong.join(", ")}.`);
  }
  return values;
};

/** A variable that only some functions are given. @throws Error when it is there and malformed; it names no value. */
export const optionalVariable = (
  name: Variable,
  source: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined => (source[name] === undefined ? undefined : readEnvironment([name], source)[name]);

/**
 * The one origin of web pages that may read the API's answers; `undefined` when the tenant allows none.
 * @throws Error when the variable is there and is no origin.
 */
export const webOrigin = (
  source: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined => {
  const origin = source.KITH_ORIGIN;
  if (origin === undefined || /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/.test(origin)) return origin;
  throw new Error("Malformed in the environment: KITH_ORIGIN.");
};
