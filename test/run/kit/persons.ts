import { kithClient } from "../../../functions/client.ts";
import { clientOf, facts, once } from "../tenant.ts";
import { joining, stranger } from "./people.ts";

const because = { reason: "Made for one test." };

/** An officer who exists for one test alone: invited by the administrator to an address, signed in, joined. */
export async function officer() {
  const { username, token, tokenNow } = await stranger("workforce");
  const email = `${username}@example.org`;
  const invited = await clientOf("adam").POST("/v1/people/invitations", {
    params: { header: once() },
    body: { role: "officer", email },
  });
  const client = kithClient(facts.apiUrl, () => token);
  await client.POST("/v1/invitations/accept", {
    params: { header: once() },
    body: joining(invited.data?.code ?? ""),
  });
  const self = await client.GET("/v1/me");
  if (!self.data) throw new Error("The officer could not join.");
  return { username, email, token, tokenNow, client, memberId: self.data.memberId };
}

/** The administrator keeps somebody out, or lets them in again. */
export const asAdministrator = {
  suspend: (memberId: string) =>
    clientOf("adam").POST("/v1/people/{memberId}/suspend", {
      params: { path: { memberId }, header: once() },
      body: because,
    }),
  reactivate: (memberId: string) =>
    clientOf("adam").POST("/v1/people/{memberId}/reactivate", {
      params: { path: { memberId }, header: once() },
      body: because,
    }),
};

type InProgram = { readonly programId: string; readonly aliasId: string };

/** The manager of the program for heart failure keeps somebody out of it, or lets them in again. */
export const asManager = {
  suspend: (path: InProgram) =>
    clientOf("grace").POST("/v1/programs/{programId}/members/{aliasId}/suspend", {
      params: { path, header: once() },
      body: because,
    }),
  reactivate: (path: InProgram) =>
    clientOf("grace").POST("/v1/programs/{programId}/members/{aliasId}/reactivate", {
      params: { path, header: once() },
      body: because,
    }),
};
