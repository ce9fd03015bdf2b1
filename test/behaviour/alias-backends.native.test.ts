import { expect, it } from "vitest";
import { needs } from "@tapset/testkit";
import { pack, project, scriptPackage } from "./installed-packages.js";
import { tapset } from "./tapset-command.js";

const run = `
/**
 * probe run.end - a process of the traced command ends
 * @pid: its number
 * @name: its program
 * @code: what it exits with
 * @cost: what only others know
 */
probe run.end = __run.free !, __run.exit !, __run.gone { name = "end of " . execname() }
/** Absent: @code: by then nobody remembers it
 * Absent: @cost: no event has it */
probe __run.free = kernel.trace("sched:sched_process_exit") { pid = $p->tgid }
/** Absent: @cost: no event has it */
probe __run.exit = kernel.trace("raw_syscalls:sys_enter") {
  pid = pid()
  code = $id == 231 ? $regs->di : -1
}
probe __run.gone = kernel.trace("no_such:event") { pid = 0; code = 0; cost = 0 }
`;

/** Somebody else's backend for it. */
const bolt = `
/** Absent: @code: not asked */
probe run.end = kernel.trace("sched:sched_process_exit") { pid = $p->tgid; name = "bolt"; cost = 42 }
`;

const ours = ["kernel", "context", "lifecycle"];
const requires = ["@tapset/kernel", "@tapset/context"];
const plain = { "@acme/run": scriptPackage("@acme/run", run, requires) };
const both = { ...plain, "bolt-run": scriptPackage("bolt-run", bolt, ["@acme/run", "@tapset/kernel"]) };

/** Ends with 7 at once, without a child. */
const command = "sh -c 'exit 7'";

needs("bpf", "kernel-types").describe("an alias with two backends, the first of which lacks a value", () => {
  it("is served by the first where nobody reads the value", async () => {
    const folder = project(ours, plain);
    await pack(folder, "@acme/run");
    const script = "probe run.end { if (pid == target()) printf(\"%s %d\\n\", name, pid == pid()) }";
    const { status, stdout, stderr } = await tapset(["-v", "-c", command, "-e", script], { folder });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "end of sh 1\n" });
    expect(stderr).toContain('\nrun.end: served by __run.free, kernel.trace("sched:sched_process_exit")\n');
    expect(stderr).not.toContain("passed over");
  });

  it("and by the second where somebody does; it fires with the right value", async () => {
    const folder = project(ours, plain);
    await pack(folder, "@acme/run");
    const script = "probe run.end { if (pid == target() && code >= 0) printf(\"%s %d\\n\", name, code) }";
    const { status, stdout, stderr } = await tapset(["-v", "-c", command, "-e", script], { folder });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "end of sh 7\n" });
    expect(stderr).toContain('\nrun.end: served by __run.exit, kernel.trace("raw_syscalls:sys_enter")\n');
    expect(stderr).toContain("\npassed over: backend __run.free of run.end has no 'code': by then nobody remembers it\n");
  });

  it("lists what the serving one has", async () => {
    const folder = project(ours, plain);
    await pack(folder, "@acme/run");
    expect(await tapset(["-L", "run.*"], { folder })).toMatchObject({ status: 0, stdout: "run.end pid:long name:string\n" });
  });

  it("has somebody else's as well, once that package is a dependency", async () => {
    const script = "probe run.end { if (pid == target()) printf(\"%s %d\\n\", name, cost) }";
    const without = project(ours, plain);
    await pack(without, "@acme/run");
    const refused = await tapset(["-c", command, "-e", script], { folder: without });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("semantic error: no backend of alias 'run.end' works here and has every value that is read\n");
    expect(refused.stderr).toContain("hint: backend __run.exit of run.end has no 'cost': no event has it\n");
    expect(refused.stderr).toContain('hint: no tracepoint matches "no_such:event"\n');

    const folder = project(ours, both);
    await pack(folder, "@acme/run", "bolt-run");
    const { status, stdout, stderr } = await tapset(["-v", "-c", command, "-e", script], { folder });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "bolt 42\n" });
    expect(stderr).toContain('\nrun.end: served by kernel.trace("sched:sched_process_exit") of bolt-run\n');
  });
});

it("a value that no backend knows is an undefined variable", async () => {
  const folder = project(ours, plain);
  await pack(folder, "@acme/run");
  const { status, stderr } = await tapset(["-p2", "-e", "probe run.end { println(nobody) }"], { folder });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^semantic error: undefined variable 'nobody'\n/);
});
