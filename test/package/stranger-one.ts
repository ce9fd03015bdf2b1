import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit";
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

    it("is told which package a script lacks", async () => {
      const { first } = stage();
      first.write({ "tick.stp": "probe timer.s(1) { println(pid()) }\n" });
      const { status, stdout, stderr } = await first.run("tapset -p2 tick.stp");
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toContain("semantic error: no probe point begins with 'timer'\n            at: tick.stp:1:7\n");
      expect(stderr.match(/hint: .*/g)).toContain("hint: install @tapset/timer: npm install @tapset/timer");
      const called = await first.run("tapset -p2 -e 'probe begin { println(pid()) }'");
      expect(called.stderr.match(/hint: .*/g)).toEqual(["hint: install @tapset/context: npm install @tapset/context"]);
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
