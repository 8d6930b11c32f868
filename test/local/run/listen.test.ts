import { expect, it, onTestFinished } from "vitest";
import { listen } from "../../../local/listen.ts";

it("keeps a connection for longer than a function stands still between two invocations of a test", async () => {
  const server = await listen(0, (_, response) => void response.end());
  onTestFinished(server.close);
  expect((await fetch(server.url)).headers.get("keep-alive")).toBe("timeout=120");
});
