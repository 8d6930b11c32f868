import { parseArgs } from "node:util";
import { mutate } from "./mutate.ts";
import { mutatedFiles, type PartName, partNames, partOf, testFiles } from "./parts.ts";
import { changedSince, keep, readRecord, readSurvivors } from "./record.ts";
import { type Mutant, outdated, scoreOf, unexplained } from "./scores.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    changed: { type: "boolean" },
    part: { type: "string", multiple: true },
    canary: { type: "boolean" },
  },
});

/** Mutates files of a part. @returns what is wrong with what came of it. */
async function check(name: PartName, files: readonly string[]): Promise<readonly string[]> {
  const part = partOf(name);
  const mutants = await mutate({ files, tests: testFiles(part) });
  const survivors = mutants.filter(({ noticed }) => !noticed);
  const [score, known] = [scoreOf(mutants), readSurvivors()];
  say(`${name}: ${score} % of ${mutants.length} mutants in ${files.length} files are noticed`);
  if (!values.changed) keep(name, mutants);
  for (const one of survivors) say(JSON.stringify(withoutNoticed(one)));
  return [
    ...(score < part.least ? [`${name}: ${score} % of the mutants are noticed, not ${part.least} %`] : []),
    ...unexplained(survivors, known).map((one) => `not explained: ${one}`),
    ...outdated(known, survivors, files).map((one) => `survives no more: ${one}`),
  ];
}

const withoutNoticed = ({ noticed: _, ...survivor }: Mutant) => survivor;

/** A file with one function that a test holds, and one that no test looks at: Stryker must tell them apart. */
async function canary(): Promise<readonly string[]> {
  const mutants = await mutate({
    files: ["test/mutation/canary/canary.ts"],
    tests: ["test/mutation/canary/canary.test.ts"],
  });
  const told = mutants.map(
    (mutant) => `${mutant.noticed ? "noticed" : "survived"}: ${mutant.was} -> ${mutant.became}`,
  );
  for (const line of told) say(line);
  const [held, free] = ["noticed: left + right -> left - right", "survived: left * right -> left / right"];
  return [held, free].filter((line) => !told.includes(line)).map((line) => `the canary did not say: ${line}`);
}

async function changed(): Promise<readonly string[]> {
  const record = readRecord();
  const faults: string[] = [];
  for (const name of partNames) {
    const files = changedSince(record, name);
    if (files.length === 0) continue;
    say(`CHANGED ${name}: ${files.join(" ")}`);
    faults.push(...(await check(name, files)));
    say(`CHECKED ${name}`);
  }
  return faults;
}

async function parts(): Promise<readonly string[]> {
  const asked = partNames.filter((name) => values.part === undefined || values.part.includes(name));
  const faults: string[] = [];
  for (const name of asked) faults.push(...(await check(name, mutatedFiles(partOf(name)))));
  return faults;
}

const faults = values.canary ? await canary() : values.changed ? await changed() : await parts();
for (const fault of faults) say(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
