// Says in one sentence what is missing, before anything else can fail less clearly. Plain JavaScript: it must run on an old Node.
import { spawnSync } from "node:child_process";

/** What is missing, or `undefined`. */
function missing() {
  const node = Number(process.versions.node.split(".")[0]);
  if (node < 24) {
    return `Kith needs Node 24 and this is Node ${process.versions.node}: on Linux "npm ci" brings it along; elsewhere install it from https://nodejs.org.`;
  }
  const { stderr, error } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const java = Number(/version "(\d+)/.exec(stderr ?? "")?.[1] ?? 0);
  if (error || java < 17) {
    const found = error ? "found none" : `found Java ${java}`;
    return `Kith needs Java 17 or later for DynamoDB Local and ${found}: install it, for example with "apt-get install openjdk-17-jre-headless" or from https://adoptium.net.`;
  }
  return undefined;
}

const sentence = missing();
if (sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
