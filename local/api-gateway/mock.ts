import type { Answer } from "./answer.ts";
import type { MockIntegration, OperationDefinition } from "./definition.ts";

const headerPrefix = "method.response.header.";

function statusOf(template: string): string {
  const parsed: unknown = JSON.parse(template);
  if (typeof parsed !== "object" || parsed === null || !("statusCode" in parsed))
    throw new Error("no status");
  if (Object.keys(parsed).length !== 1) throw new Error("more than a status");
  return String(parsed.statusCode);
}

function readStatus(place: string, { requestTemplates }: MockIntegration): string {
  try {
    return statusOf(requestTemplates["application/json"]);
  } catch {
    throw new Error(`The mock integration of ${place} must have the request template {"statusCode": …}`);
  }
}

/**
 * The one answer of a mock integration.
 *
 * @param place the method, for errors.
 * @throws Error when the integration answers a status or header that its method does not declare: AWS refuses the import.
 */
export function mockAnswer(
  place: string,
  integration: MockIntegration,
  { responses }: OperationDefinition,
): Answer {
  const status = readStatus(place, integration);
  const response = integration.responses[status] ?? integration.responses.default;
  if (response === undefined)
    throw new Error(`The mock integration of ${place} has no response for its status`);
  const declared = responses[response.statusCode];
  if (declared === undefined) throw new Error(`${place} does not declare the status of its mock integration`);
  const headers = Object.entries(response.responseParameters).map(([parameter, literal]) => {
    const name = parameter.slice(headerPrefix.length);
    if (!Object.hasOwn(declared.headers, name))
      throw new Error(`${place} does not declare a header of its mock integration`);
    return [name, literal.slice(1, -1)] as const;
  });
  return { status: Number(response.statusCode), headers, body: "" };
}
