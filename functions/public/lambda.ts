import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createOpenHandler, prepared } from "../edge/open-handler.ts";
import { notices } from "../members/notices.ts";
import { readEnvironment, webOrigin } from "../platform/environment.ts";
import { log } from "../platform/log.ts";
import { publicReader } from "../platform/public-reader.ts";
import { emergencyStore } from "../programs/emergency-store.ts";
import { openAnswers } from "./answers.ts";
import { open } from "./routes.ts";

const issuers = readEnvironment(["KITH_ISSUER_MEMBERS", "KITH_ISSUER_WORKFORCE"]);

export const handler = createOpenHandler(
  open,
  {
    readHealth: prepared({ status: "up" }),
    // Lies beside the bundle (build.ts): it is larger than all that the function needs for anything else.
    readContract: async () => ({ text: await readFile(join(import.meta.dirname, "openapi.json"), "utf8") }),
    readNotices: prepared(notices),
    ...openAnswers({
      issuers: { members: issuers.KITH_ISSUER_MEMBERS, workforce: issuers.KITH_ISSUER_WORKFORCE },
      notices: emergencyStore(publicReader()),
    }),
  },
  { origin: webOrigin(), log },
);
