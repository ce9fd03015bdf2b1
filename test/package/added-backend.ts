import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit";
import type { Stage } from "./stage.js";

const backend = `/* Kernels that aren't acme's have no trace event for it. */
probe programs.start = kernel.trace("sched:sched_process_exec") { path = kernel_string($bprm->filename) }
`;

/** Somebody adds a backend to an alias of the second's, which has none on this kernel. */
export function addedBackend(stage: () => Stage): void {
  describe("a backend of a third party", () => {
    const start = 'probe programs.start { if (ppid() == target()) println(path) }\n';

    it("is missed where the alias has none", async () => {
      const { first } = stage();
      first.write({ "start.stp": start });
      const { status, stderr } = await first.run("tapset -p2 start.stp");
      expect(status).toBe(1);
      expect(stderr).toContain("semantic error: nothing that alias 'programs.start' stands for can be resolved\n");
    });

    it("is written, packed and published", async () => {
      const { other } = stage();
      other.write({
        "package.json": {
          name: "@other/programs",
          version: "1.0.0",
          description: "programs.start on every kernel",
          files: ["*.stp", "tapset.json"],
          peerDependencies: { "@acme/programs": "^0.1.0", "@tapset/context": "^0.1.0", "@tapset/kernel": "^0.1.0" },
          devDependencies: { tapset: "^0.1.0" },
          tapset: "tapset.json",
        },
        "start.stp": backend,
      });
      await other.succeed("npm install");
      await other.succeed("tapset pack && npm publish --silent --access public");
      expect(await other.succeed("cat tapset.json")).toContain('"adds"');
    });

    needs("bpf").it("serves the alias where it's installed", async () => {
      const { first } = stage();
      await first.succeed("npm install @other/programs");
      expect(await first.run('tapset start.stp -c "/bin/true; :"')).toEqual({ status: 0, stdout: "/bin/true\n", stderr: "" });
      expect((await first.run("tapset -v -p2 start.stp")).stderr).toContain('programs.start: served by kernel.trace("sched:sched_process_exec") of @other/programs\n');
    });
  });
}
