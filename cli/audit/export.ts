import { stdout } from "node:process";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { s3Objects } from "../../functions/platform/log/objects.ts";
import { defaultData, readRunFile } from "../run-file.ts";
import { readOptions, UsageError } from "../usage.ts";
import { copyLog } from "./copy-log.ts";
import { writtenAgain } from "./object-versions.ts";
import { progressBar } from "./progress.ts";
import { grouped } from "./sentences.ts";

const help = `Usage: kith audit export TENANT --out FOLDER [--data FOLDER]
       kith audit export --worm BUCKET --edge BUCKET --out FOLDER

Copies the sealed log into a folder: the layout of C2SP tlog-tiles, which "kith audit verify" and other people's programs read.
Nothing in it says what an event is about. Into the same folder again, only what is new is copied.
  TENANT          a tenant that runs on this machine
  --data FOLDER   where it keeps its data (default ${defaultData})
  --worm BUCKET   of a deployed tenant: outputs AuditWormBucketName and AuditEdgeBucketName of the stack; uses the AWS
  --edge BUCKET   credentials and region of the environment
  --out FOLDER    where the log goes

The exit code is 1 when an object that nobody may replace was written more than once or deleted: the export then shows what
came later. Else it is 0, or 3 and 4 as for any command.
`;

interface Source {
  readonly worm: string;
  readonly edge: string;
  readonly client: S3ClientConfig;
}

const text = { type: "string" } as const;

/** @returns by the exit code whether what must not change has changed. */
export async function exportLog(words: readonly string[]): Promise<void> {
  const { values, positionals } = readOptions(
    words,
    {
      ...{ out: text, worm: text, edge: text },
      data: { type: "string", default: defaultData },
      help: { type: "boolean", short: "h" },
    },
    1,
  );
  if (values.help) return void stdout.write(help);
  const { out, worm, edge, data } = values;
  const [tenant] = positionals;
  if (out === undefined) throw new UsageError(help);
  await copy(tenant === undefined ? deployed(worm, edge) : local(tenant, data), out);
}

function deployed(worm: string | undefined, edge: string | undefined): Source {
  if (worm === undefined || edge === undefined) throw new UsageError(help);
  return { worm, edge, client: {} };
}

function local(tenant: string, data: string): Source {
  const { trail, aws } = readRunFile(data);
  if (trail.tenant !== tenant)
    throw new UsageError(
      `${trail.tenant} runs here. Of a deployed tenant name the buckets: --worm and --edge.`,
    );
  return { ...trail, client: aws };
}

async function copy({ worm, edge, client }: Source, out: string): Promise<void> {
  // A bucket stands in the path of a URL, so that its name need not resolve.
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const bar = progressBar();
  const buckets = {
    worm: s3Objects({ client: s3, bucket: worm }),
    edge: s3Objects({ client: s3, bucket: edge }),
  };
  const { size, origin, files, kept } = await copyLog(buckets, out, bar.tell).finally(bar.end);
  stdout.write(
    `${grouped(size)} entries of ${origin} are in ${out}: ${grouped(files)} files${kept > 0 ? `, of which ${grouped(kept)} were there` : ""}.\n`,
  );
  const again = await writtenAgain(s3, worm);
  if (again.length === 0) return;
  process.exitCode = 1;
  stdout.write(
    `NOT INTACT. ${grouped(again.length)} objects of ${worm} were written more than once or deleted; the first is ${again[0]}. docs/prove-the-log.md says what to do.\n`,
  );
}
