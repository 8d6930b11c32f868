/** A process that has a database and waits to be killed. */
import { startDynamodb } from "../../../local/dynamodb/process.ts";

const { url } = await startDynamodb(null);
process.stdout.write(url);
