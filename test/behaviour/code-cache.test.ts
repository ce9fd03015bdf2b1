import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { commandPath } from "./tapset-command.js";

const built = join(dirname(commandPath), "..");

/** A copy of the built command to tamper with; what it needs to say its version, and no more. */
function copyOfCommand() {
  const folder = mkdtempSync(join(tmpdir(), "tapset-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(built, "bin"), join(folder, "bin"), { recursive: true });
  const bundle = join(folder, "dist/tapset.cjs");
  const cache = `${bundle}.cache`;
  cpSync(join(built, "dist/tapset.cjs"), bundle);
  cpSync(join(built, "dist/tapset.cjs.cache"), cache);
  const version = (): string => execFileSync(process.execPath, [join(folder, "bin/tapset.js"), "-V"], { encoding: "utf8" });
  return { bundle, cache, version };
}

describe("the command's compiled copy", () => {
  it("isn't needed", () => {
    const { cache, version } = copyOfCommand();
    const usual = version();
    expect(usual).toMatch(/^tapset \d+\.\d+\.\d+\n$/);
    writeFileSync(cache, readFileSync(cache).subarray(0, 5000));
    expect(version()).toBe(usual);
    rmSync(cache);
    expect(version()).toBe(usual);
  });

  it("isn't used for another bundle, even of the same length", () => {
    const { bundle, version } = copyOfCommand();
    const code = readFileSync(bundle, "latin1");
    const [line = ""] = code.split("\n", 1);
    const other = code.replaceAll("tapset ${", "TAPSET ${").replace(line, line.replace(/.$/, (end) => (end === "0" ? "1" : "0")));
    expect(other.length).toBe(code.length);
    writeFileSync(bundle, other, "latin1");
    expect(version()).toMatch(/^TAPSET /);
  });
});
