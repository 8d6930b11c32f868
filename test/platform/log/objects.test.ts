import { hash } from "node:crypto";
import { S3ServiceException } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { s3Objects } from "../../../functions/platform/log/objects.ts";

const refusal = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, $fault: "client", $metadata: { httpStatusCode } });
const conflict = refusal("ConditionalRequestConflict", 409);
const taken = refusal("PreconditionFailed", 412);
const broken = refusal("InternalError", 500);

/** Objects of a bucket that answers each call with the next of these; an Error is thrown. */
function answering(...answers: readonly unknown[]) {
  const inputs: unknown[] = [];
  const pauses: number[] = [];
  const client = {
    send: async ({ input }: { input: unknown }) => {
      inputs.push(input);
      const answer = answers[inputs.length - 1];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const pause = async (attempt: number) => void pauses.push(attempt);
  return { objects: s3Objects({ client: Object(client), bucket: "b", pause }), inputs, pauses };
}
async function all(keys: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const key of keys) found.push(key);
  return found;
}
const bytes = Buffer.from("text");
const unavailable = { code: "unavailable" };

describe("Objects of a bucket", () => {
  it("are read with their tag, and are undefined when there is none", async () => {
    const Body = { transformToByteArray: async () => bytes };
    expect(await answering({ Body, ETag: '"1"' }).objects.get("k")).toEqual({ bytes, tag: '"1"' });
    expect(await answering(refusal("NoSuchKey", 404)).objects.get("k")).toBeUndefined();
  });

  it("are not said to be absent when the answer is not certain, or is half an answer", async () => {
    await expect(answering(broken).objects.get("k")).rejects.toMatchObject(unavailable);
    await expect(answering(refusal("AccessDenied", 403)).objects.get("k")).rejects.toMatchObject(unavailable);
    await expect(answering({ ETag: '"1"' }).objects.get("k")).rejects.toMatchObject(unavailable);
  });

  it("are listed over all pages", async () => {
    const { objects, inputs } = answering(
      { Contents: [{ Key: "a" }, {}], NextContinuationToken: "t" },
      { Contents: [{ Key: "b" }] },
    );
    expect(await all(objects.list("", "0"))).toEqual(["a", "b"]);
    expect(inputs).toMatchObject([{ StartAfter: "0" }, { ContinuationToken: "t" }]);
    await expect(all(answering(broken).objects.list(""))).rejects.toMatchObject(unavailable);
  });

  it("are written once, with their checksum", async () => {
    const { objects, inputs } = answering({});
    expect(await objects.putIfAbsent("k", bytes)).toBe("stored");
    expect(inputs).toMatchObject([
      {
        Bucket: "b",
        Key: "k",
        IfNoneMatch: "*",
        ChecksumSHA256: hash("sha256", "text", "base64"),
      },
    ]);
    expect(await answering(taken).objects.putIfAbsent("k", bytes)).toBe("taken");
  });

  it("are replaced only when they have the tag, or when there is none and none is expected", async () => {
    const { objects, inputs } = answering({}, {});
    expect(await objects.putIfMatch("k", bytes, '"1"')).toBe("stored");
    expect(await objects.putIfMatch("k", bytes, undefined)).toBe("stored");
    expect(inputs).toMatchObject([{ IfMatch: '"1"' }, { IfNoneMatch: "*" }]);
    expect(await answering(taken).objects.putIfMatch("k", bytes, '"1"')).toBe("changed");
    expect(await answering(refusal("NoSuchKey", 404)).objects.putIfMatch("k", bytes, '"1"')).toBe("changed");
  });

  it("are written again after a write at the same time, but not for ever", async () => {
    const { objects, pauses } = answering(conflict, conflict, {});
    expect(await objects.putIfAbsent("k", bytes)).toBe("stored");
    expect(pauses).toEqual([0, 1]);
    const always = answering(...Array.from({ length: 9 }, () => conflict));
    await expect(always.objects.putIfAbsent("k", bytes)).rejects.toMatchObject(unavailable);
    expect(always.inputs).toHaveLength(6);
  });

  it("are of unknown fate when the write is not answered", async () => {
    await expect(answering(broken).objects.putIfAbsent("k", bytes)).rejects.toMatchObject(unavailable);
    await expect(answering(new Error("socket")).objects.putIfMatch("k", bytes, "t")).rejects.toMatchObject(
      unavailable,
    );
  });
});
