import { at, entriesOf, type Found, listOf, ofTypes, property, targetOf, wordsOf } from "../template.ts";
import { all, fault, type Rule } from "./rule.ts";

/** What anyone may ask without a token: written here a second time, so that a route cannot be opened by one word. */
export const openRoutes: readonly string[] = [
  "GET /.well-known/api-catalog",
  "GET /.well-known/oauth-protected-resource",
  "GET /v1/health",
  "GET /v1/notices",
  "GET /v1/openapi.json",
  "GET /v1/programs/{programId}/emergency",
  "HEAD /.well-known/api-catalog",
];

const methods = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "x-amazon-apigateway-any-method",
];

export const routeAuthorizer: Rule = {
  id: "route-authorizer",
  holds:
    "Every route asks for a token of one of the two pools with a scope, but for those on a written list.",
  source: "45 CFR 164.312(a)(1) and (d)",
  faults: all(
    ({ template }) =>
      ofTypes(template, "AWS::ApiGateway::RestApi").flatMap((api) =>
        operationsOf(api)
          .filter(
            ({ route, operation }) =>
              !openRoutes.includes(route) && !isGuarded(api, operation) && !isPreflight(operation),
          )
          .map(({ route }) =>
            fault(
              api.id,
              `answers ${route} without a token`,
              "give the route a scope, or add it to the list of open routes",
            ),
          ),
      ),
    ({ template }) =>
      ofTypes(template, "AWS::ApiGateway::Method").map(({ id }) =>
        fault(id, "is a route beside the API's definition", "add it to the table of routes"),
      ),
    ({ template }) => {
      const pools = new Set(ofTypes(template, "AWS::Cognito::UserPool").map(({ id }) => id));
      return ofTypes(template, "AWS::ApiGateway::RestApi").flatMap((api) =>
        schemesOf(api)
          .filter(([, scheme]) => !takesOnly(pools, scheme))
          .map(([name]) =>
            fault(api.id, `takes tokens of others by ${name}`, "name the two user pools of the stack"),
          ),
      );
    },
  ),
};

function operationsOf(api: Found) {
  return entriesOf(property(api, "Body", "paths")).flatMap(([path, item]) =>
    entriesOf(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
  );
}

const schemesOf = (api: Found) => entriesOf(property(api, "Body", "components", "securitySchemes"));

/** A scheme of the API with at least one scope: without one, an id token would be taken as well. */
function isGuarded(api: Found, operation: unknown): boolean {
  const ways = listOf(at(operation, "security"));
  const known = schemesOf(api).map(([name]) => name);
  return (
    ways.length > 0 &&
    ways.every((way) =>
      entriesOf(way).some(([name, scopes]) => known.includes(name) && wordsOf(scopes).length > 0),
    )
  );
}

/** The gateway answers it by itself, from constants. */
const isPreflight = (operation: unknown): boolean =>
  at(operation, "x-amazon-apigateway-integration", "type") === "mock";

function takesOnly(pools: ReadonlySet<string>, scheme: unknown): boolean {
  const named = listOf(at(scheme, "x-amazon-apigateway-authorizer", "providerARNs")).map(targetOf);
  return (
    at(scheme, "x-amazon-apigateway-authtype") === "cognito_user_pools" &&
    named.length === pools.size &&
    named.every((id) => id !== undefined && pools.has(id))
  );
}
