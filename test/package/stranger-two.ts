import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit";
import { publishInstalled } from "./publish-installed.js";
import { repository } from "./repository-copy.js";
import { type Stage, weigh } from "./stage.js";
import { taskFiles } from "./task-package.js";

const programs = `/**
 * probe programs.exec - a process begins to run another program
 * @path: the program's file, as it was asked for
 * @who: the process, as programs_process() gives it
 */
probe programs.exec = kernel.trace("sched:sched_process_exec") {
  path = kernel_string($bprm->filename)
  who = programs_process()
}

/**
 * probe programs.start - a process asks to run another program
 * @path: the program's file, as it was asked for
 */
probe programs.start = kernel.trace("acme:program_start") ? { path = kernel_string($filename) }

/**
 * function programs_process - the running process: its name, and its number in brackets
 */
function programs_process:string() {
  return sprintf("%s[%d]", execname(), pid())
}
`;

const story = `probe tasks.begun { if (pid() == target()) printf("%s begins a task\\n", execname()) }
probe programs.exec { if (ppid() == target()) printf("it runs %s\\n", path) }
`;

/** The second stranger writes two packages, and the first uses them. */
export function strangerTwo(stage: () => Stage): void {
  describe("the second stranger", () => {
    it("begins a family and a tapset of aliases, and writes them", async () => {
      const { second } = stage();
      await publishInstalled(stage().registry, repository, ["vitest", "typescript", "@types/node"]);
      second.write({ "package.json": { private: true, workspaces: ["tasks", "programs"] } });
      await second.succeed("npm create --yes @tapset @acme/tasks -- --kind family");
      await second.succeed("npm create --yes @tapset @acme/programs -- --install");
      expect(await second.succeed("npx tapset -V", "programs")).toMatch(/^tapset \d/);
      await second.succeed("rm tasks/src/* tasks/test/counter-family.test.ts");
      second.write(Object.fromEntries(Object.entries(taskFiles).map(([path, text]) => [join("tasks", path), text])));
      second.write({ "programs/programs.stp": programs });
      await second.succeed("npm install");
      weigh("the second stranger", second);
      await second.succeed("npm run --silent pack-manifest --workspaces");
    });

    it("tests them with the published testkit", async () => {
      const { second } = stage();
      await second.succeed("npm run --silent check", "tasks");
      await second.succeed("npx vitest run --exclude '**/*.native.test.ts' --exclude '**/dist/**'", "tasks");
      await second.succeed("npx vitest run programs.test.js", "programs");
    });

    needs("bpf").it("tests them on the live kernel too", async () => {
      const { second } = stage();
      await second.succeed("npx vitest run native", "tasks");
      await second.succeed("npx vitest run native", "programs");
    });

    it("publishes them", async () => {
      const { second } = stage();
      await second.succeed("npm publish --silent --workspaces --access public");
      expect((await second.succeed("npm view @acme/tasks version")).trim()).toBe("0.1.0");
    });
  });

  describe("the first stranger, with packages of the second", () => {
    it("is told that one of them carries code", async () => {
      const { first } = stage();
      await first.succeed("npm install @acme/tasks @acme/programs @tapset/context @tapset/kernel");
      weigh("the first stranger", first);
      first.write({ "story.stp": story });
      const { status, stdout, stderr } = await first.run("tapset -p2 story.stp");
      expect({ status, stdout, stderr }).toEqual({
        status: 1,
        stdout: "",
        stderr: `ERROR: tapset @acme/tasks carries code, which would run with your privileges: to allow it, name it in ${join(first.folder, "package.json")}: "tapset": { "trusted": ["@acme/tasks"] }\n`,
      });
      await first.succeed("npm pkg set 'tapset.trusted[0]=@acme/tasks'");
      expect(await first.succeed("tapset -p2 story.stp")).toContain("# probes\ntasks.begun ");
    });

    needs("bpf").it("traces with both", async () => {
      const { first } = stage();
      expect(await first.run('tapset story.stp -c "/bin/true; /bin/true; :" | sort')).toEqual({
        status: 0,
        stdout: "it runs /bin/true\nit runs /bin/true\nsh begins a task\nsh begins a task\n",
        stderr: "",
      });
    });
  });
}
