import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { needs } from "../needs.js";
import { lockedVersions, type Stage, weigh } from "./stage.js";

const watch = `#! /usr/bin/env tapset
# Who reads a file: watch.stp FILE
probe begin { printf("reading of %s\\n", @1) }
probe syscall.openat.return { if (filename_unquoted == @1) printf("openat(%s) = %s\\n", argstr, retstr) }
`;

/** The first stranger installs the command and two packages, and no more. */
export function strangerOne(stage: () => Stage): void {
  describe("the first stranger", () => {
    it("installs the command and two tapsets, which bring no other", async () => {
      const { first } = stage();
      first.write({ "package.json": { private: true } });
      await first.succeed("npm install tapset @tapset/lifecycle @tapset/syscall");
      weigh("the first stranger", first);
      const installed = lockedVersions(first);
      expect(Object.keys(installed)).toEqual(expect.arrayContaining(["tapset", "koffi", "@tapset/lifecycle", "@tapset/syscall", "@tapset/core"]));
      const tapsets = readdirSync(join(first.folder, "node_modules/@tapset")).filter((name) => ["context", "kernel", "lifecycle", "std", "syscall", "timer"].includes(name));
      expect(tapsets).toEqual(["lifecycle", "syscall"]);
    });

    it("sees what those offer", async () => {
      const { first } = stage();
      expect(await first.succeed("tapset --dump-probe-types")).toMatch(/^begin\nbegin\(number\)\nend\n/);
      expect(await first.succeed("tapset -L syscall.close")).toBe("syscall.close name:string fd:long argstr:string\n");
    });

    needs("bpf").it("traces with them", async () => {
      const { first } = stage();
      first.write({ "watch.stp": watch, greeting: "hello\n" });
      const path = join(first.folder, "greeting");
      expect(await first.run(`npx tapset watch.stp ${path} -c "cat ${path}"`)).toEqual({
        status: 0,
        stdout: `reading of ${path}\nhello\nopenat(AT_FDCWD, "${path}", O_RDONLY) = 3\n`,
        stderr: "",
      });
    });
  });
}
