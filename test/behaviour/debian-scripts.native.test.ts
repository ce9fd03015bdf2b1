import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { tapset } from "./tapset-command.js";

/** How many of the hundreds of scripts are tried: the language package parses them all. */
const samples = 8;

function scripts(): string[] {
  const all = execFileSync("dpkg", ["-L", "systemtap", "systemtap-doc"], { encoding: "utf8" })
    .split("\n")
    .filter((path) => path.endsWith(".stp") && path.includes("/examples/") && !path.includes("template"))
    .sort();
  return all.filter((_, index) => index % Math.ceil(all.length / samples) === 0);
}

needs("systemtap-scripts").describe("scripts that come with SystemTap", () => {
  it("are read by -p1, whatever their arguments", async () => {
    const paths = scripts();
    expect(paths.length).toBeGreaterThan(samples / 2);
    for (const path of paths) {
      // Without warnings: they name the arguments that a script has no use for.
      const { status, stdout, stderr } = await tapset(["-g", "-w", "-p1", path, "1", "2", "3"]);
      expect({ path, status, stderr }).toEqual({ path, status: 0, stderr: "" });
      const printed = await tapset(["-g", "-w", "-p1", "-", "1", "2", "3"], { input: stdout });
      expect({ path, ...printed }).toEqual({ path, status: 0, signal: null, stdout, stderr: "" });
    }
  });
});
