// Asks a handler in a process of its own, as an execution environment does, and writes to descriptor 3 what it cost. Plain
// JavaScript: taking the types away would cost a cold start more than what is measured.
import { randomBytes } from "node:crypto";
import { readFileSync, writeSync } from "node:fs";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

if (job.routes) {
  const original = globalThis.fetch;
  globalThis.fetch = (address, init) => {
    const route = job.routes.find(({ prefix }) => String(address).startsWith(prefix));
    return original(route.target + String(address).slice(route.prefix.length), init);
  };
}

const micros = ({ user, system }) => user + system;

const { handler } = await import(job.handler);
const imported = micros(process.cpuUsage());

async function ask() {
  const unique = Array.from(randomBytes(10), (byte) => alphabet[byte % 32]).join("");
  const event = JSON.parse(job.event.replaceAll(job.unique, unique));
  const answer = await handler(event, { awsRequestId: "benchmark" });
  if (answer.problem || (answer.statusCode ?? 200) > 299)
    throw new Error(`The handler answered ${answer.statusCode ?? answer.problem}.`);
}

async function many(count, atOnce) {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await ask();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function measured({ count, atOnce }) {
  const cpu = process.cpuUsage();
  const wall = performance.now();
  await many(count, atOnce);
  return { cpu: micros(process.cpuUsage(cpu)) / count, wall: ((performance.now() - wall) / count) * 1_000 };
}

await ask();
const cold = micros(process.cpuUsage());
await many(job.warm, 1);
const warm = [];
for (const round of job.rounds) warm.push(await measured(round));
writeSync(3, JSON.stringify({ imported, cold, warm }));
process.exit();
