import { adjustableClock } from "../../../local/clock.ts";
import { loadStack } from "../../../local/cloudformation/load-stack.ts";
import { startFunctions } from "../../../local/lambda/start-functions.ts";

/** A run of its own for a test that kills it: prints the process id of a frozen and of a busy environment. */
const [, , assembly = ""] = process.argv;
const functions = startFunctions({
  stack: loadStack(assembly),
  credentialsOf: () => ({ accessKeyId: "a", secretAccessKey: "b", sessionToken: "c" }),
  endpointUrl: "http://127.0.0.1:9",
  routes: [],
  clock: adjustableClock(),
  dataFolder: null,
});
const pids = [{ hang: false }, { hang: true }].map(async (event) => {
  const answer = functions.invoke("run", JSON.stringify(event));
  if (!event.hang) return Number((await answer).payload);
  answer.catch(() => undefined);
  while (functions.logs().every(({ message }) => !message.startsWith("busy ")))
    await new Promise(setImmediate);
  return Number(
    functions
      .logs()
      .find(({ message }) => message.startsWith("busy "))
      ?.message.slice(5),
  );
});
process.stdout.write(`${JSON.stringify(await Promise.all(pids))}\n`);
