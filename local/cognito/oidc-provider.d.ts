/** The part of oidc-provider 9 that the local sign-in uses; the package has no types of its own. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  export interface Client {
    readonly clientId: string;
    readonly redirectUris: readonly string[];
    readonly scope?: string;
    redirectUriAllowed(uri: string): boolean;
  }

  /** What an authorization code and a refresh token remember of the sign-in. */
  export interface Source {
    readonly jti: string;
    readonly authTime?: number;
    readonly grantId?: string;
    readonly scope?: string;
  }

  export interface OidcContext {
    readonly client: Client;
    readonly params: { readonly scope?: string; readonly resource?: string | readonly string[] };
    readonly session?: { readonly accountId?: string };
    readonly account?: { readonly accountId: string };
    readonly entities: { readonly AuthorizationCode?: Source; readonly RefreshToken?: Source };
    readonly provider: Provider;
  }

  export interface Context {
    readonly oidc: OidcContext;
    type: string;
    body: unknown;
  }

  export interface AccessToken {
    readonly accountId: string;
    readonly clientId: string;
    readonly expiration: number;
    readonly grantId?: string;
    readonly scope?: string;
  }

  export interface StructuredToken {
    header: Record<string, unknown> | undefined;
    payload: Record<string, unknown>;
  }

  export interface Grant {
    readonly jti: string;
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  export interface Interaction {
    readonly uid: string;
    readonly prompt: { readonly name: string };
    readonly params: Readonly<Record<string, unknown>>;
  }

  export interface Adapter {
    upsert(id: string, payload: Record<string, unknown>, expiresIn?: number): Promise<void>;
    find(id: string): Promise<Record<string, unknown> | undefined>;
    findByUid(uid: string): Promise<Record<string, unknown> | undefined>;
    findByUserCode(code: string): Promise<Record<string, unknown> | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    readonly Client: { readonly prototype: Client };
    readonly Grant: new (fields: {
      readonly accountId: string;
      readonly clientId: string;
    }) => Grant;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Readonly<Record<string, unknown>>,
    ): Promise<void>;
    on(event: "server_error", listener: (context: Context, error: Error) => void): void;
  }

  export const errors: {
    readonly AccessDenied: new (description: string) => Error;
    readonly InvalidScope: new (description: string, scope: string) => Error;
    readonly InvalidTarget: new () => Error;
    readonly SessionNotFound: new () => Error;
  };

  /** Why a sign-in needs a page. */
  export interface Check {
    readonly reason: string;
  }

  export const interactionPolicy: {
    readonly Check: new (reason: string, description: string, check: (context: Context) => boolean) => Check;
    base(): {
      remove(name: string): void;
      get(name: string): { readonly checks: { add(check: Check): void } } | undefined;
    };
  };
}
