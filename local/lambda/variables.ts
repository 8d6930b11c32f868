import type { FunctionSettings } from "./settings.ts";

/** Temporary credentials, as a function's role gets them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** "Lambda quotas": all environment variables of a function together. */
const LARGEST_VARIABLES_BYTES = 4096;

/**
 * The environment variables of a function's process: those of the template and those that Lambda defines
 * ("Defined runtime environment variables"), and none of this machine.
 * @returns the variables of an environment with the given log stream.
 * @throws Error when the template sets a variable that Lambda reserves, or more than Lambda takes.
 */
export function processVariables(
  settings: FunctionSettings,
  credentials: Credentials,
  endpointUrl: string,
): (logStream: string) => Readonly<Record<string, string>> {
  const reserved = reservedVariables(settings, credentials, endpointUrl);
  const taken = Object.keys(settings.variables).find((name) => Object.hasOwn(reserved, name));
  if (taken !== undefined) throw new Error(`${settings.name}: the variable ${taken} is reserved.`);
  const size = Buffer.byteLength(JSON.stringify(settings.variables));
  if (size > LARGEST_VARIABLES_BYTES)
    throw new Error(`${settings.name}: its variables are larger than 4 KB.`);
  return (logStream) => ({
    ...defaults,
    ...settings.variables,
    ...reserved,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
  });
}

/** Set by Lambda's Node.js runtime; a template may set them differently. */
const defaults = {
  LANG: "en_US.UTF-8",
  PATH: "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
  TZ: "UTC",
};

function reservedVariables(
  settings: FunctionSettings,
  credentials: Credentials,
  endpointUrl: string,
): Readonly<Record<string, string>> {
  return {
    _HANDLER: settings.handler,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_DEFAULT_REGION: settings.region,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: "",
    AWS_REGION: settings.region,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    LAMBDA_TASK_ROOT: settings.folder,
  };
}
