import { describe, expect, it } from "vitest";
import { needs } from "../needs.js";
import type { Stage } from "./stage.js";

const backend = `/* Kernels that aren't acme's have no trace event for it. */
probe programs.start = syscall.execve { path = filename_unquoted }
`;

/** Somebody adds a backend to an alias of the second's, which has none on this kernel. */
export function addedBackend(stage: () => Stage): void {
  describe("a backend of a third party", () => {
    const start = 'probe programs.start { if (pid() == target() || ppid() == target()) printf("%s\\n", path) }\n';

    it("is missed where the alias has none", async () => {
      const { first } = stage();
      first.write({ "start.stp": start });
      const { status, stderr } = await first.run("tapset -p2 start.stp");
      expect(status).toBe(1);
      expect(stderr).toContain("programs.start");
    });

    it("is written, packed and published", async () => {
      const { other } = stage();
      other.write({
        "package.json": {
          name: "@other/programs",
          version: "1.0.0",
          description: "programs.start on every kernel",
          files: ["*.stp", "tapset.json"],
          peerDependencies: { "@acme/programs": "^0.1.0", "@tapset/syscall": "^0.1.0" },
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
      expect(await first.run('tapset start.stp -c "/bin/true; :"')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^(?:.*sh\n)?\/bin\/true\n$/) as string });
      expect((await first.run("tapset -v -p2 start.stp")).stderr).toContain("programs.start: served by syscall.execve of @other/programs");
    });
  });
}
