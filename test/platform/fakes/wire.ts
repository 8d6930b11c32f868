import { Readable } from "node:stream";
import { z } from "zod/mini";

/** Answers one operation: the JSON of its request to the JSON of its response. */
export type Operation = (input: unknown) => object;

/** A refusal of AWS, by the name that its SDK gives to the error. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const httpRequest = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.union([z.string(), z.instanceof(Uint8Array)]),
});
const textOf = (body: string | Uint8Array): string =>
  typeof body === "string" ? body : new TextDecoder().decode(body);

const respond = (statusCode: number, body: object) => ({
  response: {
    statusCode,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: Readable.from([Buffer.from(JSON.stringify(body))]),
  },
});

/**
 * Options of a real SDK client whose requests end in this process, in front of the given operations.
 * @param calls Is told the name of each operation that arrives.
 */
export const clientOver = (operations: Readonly<Record<string, Operation>>, calls: string[]) => ({
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  maxAttempts: 1,
  requestHandler: {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request: unknown) {
      const { headers, body } = httpRequest.parse(request);
      const name = headers["x-amz-target"]?.split(".")[1] ?? "";
      calls.push(name);
      try {
        const operation = operations[name];
        if (!operation) throw new Refusal("UnknownOperationException");
        return respond(200, operation(JSON.parse(textOf(body))));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return respond(400, { __type: error.code, message: error.code });
      }
    },
  },
});
