import type { AwsError } from "../types.ts";
import type { Fields } from "../wire/operation.ts";
import type { WireCall, WireReply, WireRequest } from "../wire/protocol.ts";
import { algorithms } from "./checksums.ts";
import { s3Errors } from "./errors.ts";
import { xml } from "./xml.ts";

/** What a request to S3 says, as the operations read it. */
export interface S3Input {
  readonly bucket: string;
  /** Empty where the request is about the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

/** Whether a request is signed for S3. */
export const isForS3 = ({ header }: Pick<WireRequest, "header">): boolean =>
  /Credential=[^, ]*\/s3\/aws4_request/u.test(header("authorization") ?? "");

/** Method and the parameter that names what of the bucket or object is meant. */
const operations: ReadonlyMap<string, string> = new Map([
  ["object PUT ", "PutObject"],
  ["object PUT tagging", "PutObjectTagging"],
  ["object PUT retention", "PutObjectRetention"],
  ["object GET ", "GetObject"],
  ["object GET retention", "GetObjectRetention"],
  ["object HEAD ", "HeadObject"],
  ["object DELETE ", "DeleteObject"],
  ["bucket GET list-type", "ListObjectsV2"],
  ["bucket GET versions", "ListObjectVersions"],
]);

const meanings = ["tagging", "retention", "list-type", "versions"];
const parameters = new Set([
  ...meanings,
  ...["x-id", "versionId", "prefix", "start-after", "continuation-token", "max-keys", "key-marker"],
  "version-id-marker",
]);
/** Headers of AWS's own that are acted on, or that say nothing about what is to be done. */
const headers = new Set([
  ...["x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "x-amz-user-agent", "x-amzn-trace-id"],
  ...["x-amz-sdk-checksum-algorithm", "x-amz-checksum-mode", "x-amz-bypass-governance-retention"],
  ...algorithms.map((name) => `x-amz-checksum-${name}`),
]);

/**
 * Reads a request of S3's REST API in the form that names the bucket in the path.
 * @throws AwsError `NotImplemented` for what is not acted on here.
 */
export function readS3Call(request: WireRequest): WireCall {
  const { method, query, header, body } = request;
  const [bucket = "", ...rest] = request.path.slice(1).split("/").map(decodeURIComponent);
  const key = rest.join("/");
  const meaning = meanings.find((name) => query.has(name)) ?? "";
  const operation = operations.get(`${key === "" ? "bucket" : "object"} ${method} ${meaning}`);
  if (operation === undefined) throw s3Errors.notHere(`${method} ${meaning}`);
  const unknown = [
    ...[...query.keys()].filter((name) => !parameters.has(name)),
    ...request.headerNames.filter((name) => name.startsWith("x-amz") && !headers.has(name)),
    ...(/aws-chunked/u.test(header("content-encoding") ?? "") ? ["aws-chunked"] : []),
  ];
  if (unknown.length > 0) throw s3Errors.notHere(unknown.join(", "));
  const input: S3Input = { bucket, key, query, header, body };
  return { service: "s3", operation, input: { ...input }, answer: replyIn };
}

/** The input of an operation, which only {@link readS3Call} makes. */
export const s3Input = (input: Fields): S3Input => {
  const { bucket, key, query, header, body } = Object(input);
  return { bucket, key, query, header, body };
};

/** An answer as the operations give it. */
export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export const answer = (status: number, headers: Record<string, string> = {}, body: string | Buffer = "") =>
  ({ status, headers, body }) satisfies S3Answer;

const replyIn = (output: Fields): WireReply => {
  const { status, headers, body } = Object(output);
  return { status, headers, body };
};

/** S3 says in XML what went wrong; a HEAD has no body. */
export const s3ErrorReply = ({ code, status, message }: AwsError, method: string): WireReply => ({
  status,
  headers: { "content-type": "application/xml" },
  body:
    method === "HEAD"
      ? ""
      : xml([
          "Error",
          [
            ["Code", code],
            ["Message", message],
          ],
        ]),
});
