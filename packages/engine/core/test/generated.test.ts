import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("generated validators are current", () => {
  const tool = fileURLToPath(new URL("../../../../tools/generate-validators.mjs", import.meta.url));
  expect(() => execFileSync(process.execPath, [tool, "--check"], { stdio: "pipe" })).not.toThrow();
});
