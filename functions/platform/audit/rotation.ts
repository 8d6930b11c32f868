import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Pause } from "../pause.ts";
import { persist } from "./attempts.ts";
import { encodeBody } from "./body.ts";
import { draftLeaf, type LeafDraftOptions } from "./leaf-draft.ts";
import { fateOf, leafPut } from "./leaf-put.ts";
import type { Abandoned, Rotation } from "./writer.ts";

export interface RotationOptions extends LeafDraftOptions {
  readonly client: Pick<DynamoDBClient, "send">;
  /** Physical name of `audit`. */
  readonly table: string;
  readonly pause?: Pause;
}

/** The body of a `rot` leaf: the writer given up, its last leaf that is stored (if any), and the one in doubt. */
const bodyOf = ({ writer, uncertain }: Abandoned): Buffer =>
  encodeBody({ w: writer, last: uncertain > 0 ? uncertain - 1 : undefined, uncertain }, []);

/** Reports an abandoned writer in the table. */
export const rotationIn = (options: RotationOptions): Rotation => ({
  build: async (link, abandoned) => (await draftLeaf(options, "rot", bodyOf(abandoned))).seal(link),
  store: async (leaf) => {
    const command = new PutItemCommand(leafPut(leaf, options.table));
    return fateOf(await persist(() => options.client.send(command), options.pause));
  },
});
