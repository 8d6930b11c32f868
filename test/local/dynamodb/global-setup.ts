import type { TestProject } from "vitest/node";
import { startDynamodb } from "../../../local/dynamodb/process.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The database that the test files share, with a table of its own for each. */
    dynamodbUrl: string;
  }
}

/** One database for all test files: each takes seconds to start. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await startDynamodb(null);
  project.provide("dynamodbUrl", database.url);
  return database.close;
}
