// What serves each probe of the tapsets on this kernel: predicted, then attached. `npm test` compares it with what
// docs/kernel-support.md says of this machine, which `npm run kernel-support` writes.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needs } from "@tapset/testkit";
import { expect, it, type TaskMeta } from "vitest";
import { tapset } from "./tapset-command.js";

declare module "vitest" {
  interface TaskMeta {
    /** For docs/kernel-support.md. */
    kernelSupport?: Report;
  }
}

interface Report {
  readonly release: string;
  readonly probes: readonly { readonly probe: string; readonly verdict: "yes" | "part" | "no"; readonly backends: readonly string[]; readonly missing: readonly { readonly value: string }[] }[];
}

const tracing = needs("bpf", "ring-buffer", "tp-btf");

tracing.describe("every probe of the tapsets", () => {
  it("attaches where it's said to be served", async ({ task }) => {
    const report = JSON.parse((await tapset(["check", "--json"])).stdout) as Report;
    (task.meta as TaskMeta).kernelSupport = report;
    const { probes } = report;
    expect(probes.length).toBeGreaterThan(100);
    const served = probes.filter(({ verdict }) => verdict !== "no").map(({ probe }) => probe);
    const folder = mkdtempSync(join(tmpdir(), "tapset-support-"));
    try {
      const script = join(folder, "all.stp");
      // What is asked is whether the kernel takes it.
      writeFileSync(script, `global n probe ${served.join(", ")} { n++ } probe end { if (n < 0) println(n) }`);
      const { status, stderr } = await tapset(["-w", script, "-c", "/bin/true"]);
      expect(stderr).toBe("");
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
    // Every probe is compiled by itself, which takes the labs minutes.
  }, 900_000);
});
