import contract from "../../docs/openapi.json" with { type: "json" };
import { createOpenHandler } from "../edge/open-handler.ts";
import { notices } from "../members/notices.ts";
import { webOrigin } from "../platform/environment.ts";
import { open } from "./routes.ts";

const { readHealth, readContract, readNotices } = open;

export const handler = createOpenHandler(
  new Map([
    [`${readHealth.method} ${readHealth.path}`, JSON.stringify({ status: "up" })],
    [`${readNotices.method} ${readNotices.path}`, JSON.stringify(notices)],
    [`${readContract.method} ${readContract.path}`, JSON.stringify(contract)],
  ]),
  webOrigin(),
);
