import { type Found, ofTypes, property, type StackTemplate, targetOf, wordsOf } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

const flows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"];

export const appClients: Rule = {
  id: "app-clients",
  holds:
    "An app client gives short tokens by the code flow alone, with scopes of the API, hides who exists, and has sign-in pages.",
  source:
    "AWS::Cognito::UserPoolClient: the defaults are the implicit flow, the scope of the account itself, and hints of who is a member",
  faults: ({ template }) =>
    ofTypes(template, "AWS::Cognito::UserPoolClient").flatMap((client) =>
      wrongs(template, client)
        .filter(([isWrong]) => isWrong)
        .map(([, wrong, remedy]) => fault(client.id, wrong, remedy)),
    ),
};

function wrongs(template: StackTemplate, client: Found): readonly (readonly [boolean, string, string])[] {
  const words = (name: string) => wordsOf(property(client, name)).toSorted().join();
  const scopes = wordsOf(property(client, "AllowedOAuthScopes"));
  const ways = waysIn(template, client);
  return [
    [
      words("AllowedOAuthFlows") !== "code",
      "gives tokens by another flow than the code",
      "allow the flow code alone",
    ],
    [
      words("ExplicitAuthFlows") !== flows.join(),
      "can be signed in to past its pages",
      `allow ${flows.join(" and ")} alone`,
    ],
    [
      scopes.some((scope) => scope !== "openid" && !scope.startsWith("kith/")),
      "gives scopes that are not the API's, such as that of the account itself",
      "allow openid and scopes of the API alone",
    ],
    [
      property(client, "PreventUserExistenceErrors") !== "ENABLED",
      "tells who is a member",
      "set PreventUserExistenceErrors to ENABLED",
    ],
    [
      property(client, "GenerateSecret") !== false,
      "has a secret that a page cannot keep",
      "set GenerateSecret to false",
    ],
    [
      property(client, "AccessTokenValidity") !== 15 ||
        property(client, "TokenValidityUnits", "AccessToken") !== "minutes",
      "gives access tokens for another time than 15 minutes",
      "set AccessTokenValidity to 15 minutes",
    ],
    [
      !hasPages(template, client),
      "has no sign-in pages, so Cognito answers 403",
      "give it a ManagedLoginBranding",
    ],
    [
      ways.some((id) => !wordsOf(client.DependsOn).includes(id)),
      "may be made before the scopes or identity providers that it names",
      `let it depend on ${ways.join(", ")}`,
    ],
  ];
}

const hasPages = (template: StackTemplate, client: Found): boolean =>
  ofTypes(template, "AWS::Cognito::ManagedLoginBranding").some(
    (branding) => targetOf(property(branding, "ClientId")) === client.id,
  );

/** Scopes and identity providers of the client's pool. */
const waysIn = (template: StackTemplate, client: Found): readonly string[] =>
  ofTypes(template, "AWS::Cognito::UserPoolIdentityProvider", "AWS::Cognito::UserPoolResourceServer")
    .filter((one) => targetOf(property(one, "UserPoolId")) === targetOf(property(client, "UserPoolId")))
    .map(({ id }) => id);
