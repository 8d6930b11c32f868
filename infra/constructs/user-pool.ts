import { Aws } from "aws-cdk-lib";
import {
  CfnManagedLoginBranding,
  type CfnUserPool,
  CfnUserPoolClient,
  CfnUserPoolDomain,
  type CfnUserPoolDomainProps,
  CfnUserPoolResourceServer,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import { type PoolName, RESOURCE_SERVER, scopesOf } from "../scopes.ts";
import type { Pool } from "./environment.ts";
import { kept, keptUnlessNew, pascal } from "./names.ts";
import { output } from "./output.ts";

export interface PoolParts {
  readonly pool: CfnUserPool;
  readonly domain: Omit<CfnUserPoolDomainProps, "userPoolId">;
  readonly callbackUrls: readonly string[];
  /** How long a person stays signed in, in hours. */
  readonly sessionHours: number;
}

/** What every pool has besides itself: its scopes, its sign-in pages and one public app client. */
export function completePool(scope: Construct, name: PoolName, parts: PoolParts): Pool {
  const { pool } = parts;
  const server = resourceServer(scope, name, pool);
  const domain = signInDomain(scope, name, parts);
  const client = appClient(scope, name, parts);
  client.addResourceDependency(server);
  const branding = new CfnManagedLoginBranding(scope, "Branding", {
    userPoolId: pool.ref,
    clientId: client.ref,
    useCognitoProvidedValues: true,
  });
  branding.addResourceDependency(domain);
  outputs(scope, name, parts, { domain, client });
  return { id: pool.ref, arn: pool.attrArn, issuer: pool.attrProviderUrl };
}

/** A prefix ends in the stack's suffix; a name of the tenant's own does not. */
function signInDomain(scope: Construct, name: PoolName, { pool, domain }: PoolParts): CfnUserPoolDomain {
  const keep = domain.customDomainConfig === undefined ? kept : keptUnlessNew;
  const made = { userPoolId: pool.ref, managedLoginVersion: 2, ...domain };
  return keep(`${pascal(name)}Domain`, new CfnUserPoolDomain(scope, "Domain", made));
}

function resourceServer(scope: Construct, name: PoolName, pool: CfnUserPool): CfnUserPoolResourceServer {
  return kept(
    `${pascal(name)}Scopes`,
    new CfnUserPoolResourceServer(scope, "Scopes", {
      userPoolId: pool.ref,
      identifier: RESOURCE_SERVER,
      name: RESOURCE_SERVER,
      scopes: scopesOf(name).map((own) => ({ scopeName: own.name, scopeDescription: own.description })),
    }),
  );
}

function appClient(scope: Construct, name: PoolName, parts: PoolParts): CfnUserPoolClient {
  return kept(
    `${pascal(name)}Client`,
    new CfnUserPoolClient(scope, "Client", {
      userPoolId: parts.pool.ref,
      generateSecret: false,
      // Code flow with PKCE alone; never `aws.cognito.signin.user.admin`, which would let a page change the account.
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ["code"],
      allowedOAuthScopes: ["openid", ...scopesOf(name).map((own) => `${RESOURCE_SERVER}/${own.name}`)],
      callbackUrLs: [...parts.callbackUrls],
      explicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      supportedIdentityProviders: ["COGNITO"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      accessTokenValidity: 15,
      idTokenValidity: 15,
      refreshTokenValidity: parts.sessionHours,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" },
    }),
  );
}

/** What a client and an operator need to know of a pool. */
function outputs(
  scope: Construct,
  name: PoolName,
  { pool, domain: { customDomainConfig } }: PoolParts,
  { domain, client }: { readonly domain: CfnUserPoolDomain; readonly client: CfnUserPoolClient },
): void {
  const own = customDomainConfig !== undefined;
  const host = own ? domain.ref : `${domain.ref}.auth.${Aws.REGION}.amazoncognito.com`;
  const pascalName = pascal(name);
  output(scope, `${pascalName}PoolId`, pool.ref, `User pool of the ${name}.`);
  output(scope, `${pascalName}Issuer`, pool.attrProviderUrl, `Issuer of the tokens of the ${name}.`);
  output(scope, `${pascalName}ClientId`, client.ref, `App client of the ${name}.`);
  output(scope, `${pascalName}SignIn`, `https://${host}`, `Sign-in pages of the ${name}.`);
  if (!own) return;
  const target = domain.attrCloudFrontDistribution;
  output(
    scope,
    `${pascalName}SignInDnsTarget`,
    target,
    `DNS: what the sign-in name of the ${name} points to.`,
  );
}
