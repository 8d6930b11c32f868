import contract from "../../docs/openapi.json" with { type: "json" };
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
    readContract: prepared(contract),
    readNotices: prepared(notices),
    ...openAnswers({
      issuers: { members: issuers.KITH_ISSUER_MEMBERS, workforce: issuers.KITH_ISSUER_WORKFORCE },
      notices: emergencyStore(publicReader()),
    }),
  },
  { origin: webOrigin(), log },
);
