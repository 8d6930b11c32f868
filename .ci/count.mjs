// Prints the runner's own counts as the one plain line; a run without a report, or without a test, has failed. What was decided
// after the last test (test/run/least-privilege) is one failure more.
import { existsSync, readFileSync } from "node:fs";

function counts() {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
      readFileSync("reports/tests.json", "utf8"),
    );
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const { passed, failed } = counts();
const all = failed + (existsSync("reports/least-privilege.txt") ? 1 : 0);
process.stdout.write(`${passed} passed, ${all} failed\n`);
process.exit(passed > 0 && all === 0 ? 0 : 1);
