import contract from "../../docs/openapi.json" with { type: "json" };
import { createOpenHandler } from "../edge/open-handler.ts";
import { webOrigin } from "../platform/environment.ts";
import { open } from "./routes.ts";

const { readHealth, readContract } = open;

export const handler = createOpenHandler(
  new Map([
    [`${readHealth.method} ${readHealth.path}`, JSON.stringify({ status: "up" })],
    [`${readContract.method} ${readContract.path}`, JSON.stringify(contract)],
  ]),
  webOrigin(),
);
