import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Where Debian puts the sources of Go packages (golang-golang-x-mod-dev). */
const sources = "/usr/share/gocode";

export interface ForeignVerifier {
  readonly check: (folder: string, key: string, older?: string) => { intact: boolean; says: string };
  readonly remove: () => void;
}

/**
 * Builds the small program over Go's golang.org/x/mod/sumdb.
 * @throws Error that says what to install.
 */
export async function goVerifier(): Promise<ForeignVerifier> {
  const found =
    spawnSync("go", ["version"]).status === 0 && existsSync(join(sources, "src/golang.org/x/mod/sumdb/tlog"));
  if (!found)
    throw new Error(
      "Install Go and golang.org/x/mod: apt-get install golang-go golang-golang-x-mod-dev (.ci/run does).",
    );
  const folder = mkdtempSync(join(tmpdir(), "kith-go-"));
  const program = join(folder, "glue");
  await promisify(execFile)("go", ["build", "-o", program, join(import.meta.dirname, "glue/main.go")], {
    env: {
      ...process.env,
      ...{
        GO111MODULE: "off",
        GOFLAGS: "",
        GOPATH: `${join(folder, "go")}:${sources}`,
      },
    },
  });
  return {
    check: (log, key, older) => {
      const { status, stdout, stderr } = spawnSync(program, [
        log,
        key,
        ...(older === undefined ? [] : [older]),
      ]);
      return { intact: status === 0, says: `${stdout}${stderr}` };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
