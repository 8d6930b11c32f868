// Says in one sentence what is missing, before anything else can fail less clearly. Plain JavaScript: it must run on an old Node.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const GET_JAVA =
  'install one, for example with "apt-get install openjdk-17-jdk-headless" or from https://adoptium.net.';

/** What is missing, or `undefined`. */
function missing() {
  const node = Number(process.versions.node.split(".")[0]);
  if (node < 24) {
    return `Kith needs Node 24 and this is Node ${process.versions.node}: on Linux "npm ci" brings it along; elsewhere install it from https://nodejs.org.`;
  }
  // What npm writes last.
  if (!existsSync(new URL("node_modules/.package-lock.json", import.meta.url))) {
    return 'Kith\'s packages are not installed: run "npm ci" first.';
  }
  const found = wrongJava();
  return found && `Kith needs a JDK 17 or later for DynamoDB Local and found ${found}: ${GET_JAVA}`;
}

/** What is there instead of a Java that compiles, or `undefined`. */
function wrongJava() {
  const { stdout, error } = spawnSync("java", ["--list-modules"], { encoding: "utf8" });
  if (error) return "no Java";
  const version = /^java\.base@(\d+)/m.exec(stdout)?.[1];
  // Java 8 has no modules to list.
  if (version === undefined) return "none as new";
  if (Number(version) < 17) return `Java ${version}`;
  return /^jdk\.compiler@/m.test(stdout) ? undefined : `Java ${version} without its compiler`;
}

const sentence = missing();
if (sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
