import { type InventedEvent, passNs, runScript, type Surroundings, tracepoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { tapsets } from "./row-script.js";

const NS_PER_S = 1_000_000_000n;
const exits = (pid: number, surroundings: Surroundings = {}): InventedEvent => tracepoint("sched_process_exit", [], { pid, ...surroundings });

/** What a script prints while these things happen. */
async function outputOf(script: string, ...events: readonly InventedEvent[]): Promise<string> {
  const { output, messages } = await runScript(script, { tapsets, events });
  return output + messages;
}

const EXIT_PROBE = 'probe kernel.trace("sched_process_exit")';

describe("a session", () => {
  it("runs begin before anything and end after everything, in order of their numbers", async () => {
    const script = `probe end(2) { print("f") } probe begin(5) { print("b") } probe end { print("e") } probe begin { print("a") } ${EXIT_PROBE} { print("c") } probe timer.s(1) { print("d") }`;
    expect(await outputOf(script, exits(1), passNs(NS_PER_S))).toBe("abcdef");
  });

  it("ends with exit(): no handler begins after it but end", async () => {
    expect(await outputOf(`${EXIT_PROBE} { print(pid()); if (pid() == 2) exit(); print(".") } probe end { print("end") }`, exits(1), exits(2), exits(3))).toBe("1.2.end");
    expect(await outputOf(`probe begin { exit(); print("a") } probe begin(1) { print("no") } ${EXIT_PROBE} { print("no") } probe end { print("b") }`, exits(1))).toBe("ab");
  });

  it("begins no handler of the same point after exit() or an error", async () => {
    const later = `${EXIT_PROBE} { print("no") } probe end, error { print("over") }`;
    expect(await outputOf(`${EXIT_PROBE} { exit(); print("a") } ${later}`, exits(1), exits(2))).toBe("aover");
    expect(await outputOf(`${EXIT_PROBE} { error("bad") } ${later}`, exits(1), exits(2))).toMatch(/^overERROR: bad .*\nWARNING: Number of errors: 1, skipped probes: 0\n/);
  });

  it("runs error and not end after an error", async () => {
    const script = `${EXIT_PROBE} { error("bad") } probe end { print("end") } probe error { print("error") }`;
    expect(await outputOf(script, exits(1))).toMatch(/^errorERROR: bad near identifier 'error' at script\.stp:1:\d+\n/);
  });

  it("prints in the order in which things happened, wherever handlers run", async () => {
    const script = `${EXIT_PROBE} { print(pid(), " ") } probe timer.ms(10) { print("tick ") }`;
    expect(await outputOf(script, exits(1), passNs(10_000_000), exits(2), exits(3), passNs(10_000_000), exits(4))).toBe("1 tick 2 3 tick 4 ");
  });

  it("prints globals that are written and never read", async () => {
    const script = `global n, s, a, t ${EXIT_PROBE} { n++; s = "x"; a[pid()] += 2; t <<< 5 }`;
    expect(await outputOf(script, exits(7), exits(8))).toBe('n=2\ns="x"\na[7]=2\na[8]=2\nt @count=2 @min=5 @max=5 @sum=10 @avg=5\n');
  });
});

describe("probes", () => {
  it("run in the context of what happened", async () => {
    const script = `${EXIT_PROBE} { println(execname(), " ", pid(), " ", tid(), " ", uid(), " ", gid(), " ", cpu()) }`;
    expect(await outputOf(script, exits(5, { tid: 6, execname: "cat", uid: 7, gid: 8, cpu: 1 }))).toBe("cat 5 6 7 8 1\n");
  });

  it("may have several points, and several probes one point", async () => {
    expect(await outputOf(`probe begin, end { print("a") } probe begin { print("b") } ${EXIT_PROBE} { print("1") } ${EXIT_PROBE} { print("2") }`, exits(1))).toBe("ab12a");
  });

  it("have conditions, which see globals change", async () => {
    const script = `global on probe timer.s(1) { on = !on } ${EXIT_PROBE} if (on) { print(pid(), " ") }`;
    expect(await outputOf(script, exits(1), passNs(NS_PER_S), exits(2), passNs(NS_PER_S), exits(3))).toBe("2 ");
  });

  it("by alias have the alias's values and bodies", async () => {
    const script = `probe gone = kernel.trace("sched_process_exit") { who = sprintf("%d", pid()); print("<") } probe late += kernel.trace("sched_process_exit") { print("!") } probe gone { print(who) } probe late { print("late") }`;
    expect(await outputOf(script, exits(9))).toBe("<9late!");
  });

  it("leave a body by next, alias bodies included", async () => {
    const script = `probe gone = kernel.trace("sched_process_exit") { if (pid() == 1) next } probe gone { print(pid()) }`;
    expect(await outputOf(script, exits(1), exits(2))).toBe("2");
  });
});

describe("trace points", () => {
  const path = "sched_process_exec";

  it("give arguments and what they point to, by type", async () => {
    const script = `probe kernel.trace("${path}") { println($p->tgid, " ", $p->real_parent->tgid, " ", $old_pid) }`;
    const event = tracepoint(path, (memory) => [
      memory.structure("task_struct", { tgid: 12, real_parent: memory.structure("task_struct", { tgid: 11 }) }),
      -3,
      0,
    ]);
    expect(await outputOf(script, event)).toBe("12 11 -3\n");
  });

  it("have pointers that are followed after a choice between them", async () => {
    const script = `probe kernel.trace("${path}") { println(($old_pid > 0 ? $p : $p->real_parent)->tgid, " ", ($old_pid ? $p : 0)->tgid) }`;
    const event = (pid: number) => tracepoint(path, (memory) => [memory.structure("task_struct", { tgid: 12, real_parent: memory.structure("task_struct", { tgid: 11 }) }), pid, 0]);
    expect(await outputOf(script, event(3), event(-3))).toBe("12 12\n11 12\n");
  });

  it("read strings in the kernel's and in user memory", async () => {
    const script = `probe kernel.trace("${path}") { println(kernel_string($p), "|", user_string($bprm)) }`;
    expect(await outputOf(script, tracepoint(path, (memory) => [memory.kernelText("kernel"), 0, memory.userText("user")]))).toBe("kernel|user\n");
  });

  it("read what isn't there as an error that can be caught", async () => {
    const script = `probe kernel.trace("${path}") { try { println(kernel_long($p)) } catch { println("caught") } println(kernel_string2($p, "none")) }`;
    expect(await outputOf(script, tracepoint(path, [0xffff_8000_dead_0000n, 0, 0]))).toMatch(/^caught\nnone\n/);
  });
});

describe("globals shared by handlers of both engines", () => {
  it("are counted, listed and emptied without loss", async () => {
    const script = `global a probe timer.s(1) { foreach (p+ in a) print(p, "=", a[p], " "); delete a; print("| ") } ${EXIT_PROBE} { a[pid()]++ }`;
    const happening = [exits(2), exits(1), exits(2), passNs(NS_PER_S), exits(3), passNs(NS_PER_S), exits(1)];
    expect(await outputOf(script, ...happening)).toBe("1=1 2=2 | 3=1 | ");
  });

  it("may be written by either side", async () => {
    const script = `global n = 10, s = "begin", a, t probe begin { n++; s .= "!"; a["x"] = 1; t <<< 1 } ${EXIT_PROBE} { n *= 2; s .= "?"; a["x"] += 5; a["y"] = n; t <<< 3 } probe end { println(n, s, a["x"], " ", a["y"], " ", @sum(t), @count(t)) n++ }`;
    expect(await outputOf(script, exits(1))).toBe("22begin!?6 22 42\n");
  });

  it("are sorted and limited in the session", async () => {
    const script = `global a probe end { foreach (p in a- limit 2) print(p, "=", a[p], " ") } ${EXIT_PROBE} { a[pid()] += cpu() + 1 }`;
    expect(await outputOf(script, exits(1), exits(2, { cpu: 1 }), exits(3, { cpu: 1 }), exits(3))).toBe("3=3 2=2 ");
  });

  it("aggregate over all CPUs", async () => {
    const script = `global s probe end { println(@count(s), " ", @sum(s), " ", @min(s), " ", @max(s), " ", @avg(s), " ", @variance(s)); print(@hist_linear(s, 0, 20, 10)) } ${EXIT_PROBE} { s <<< pid() }`;
    const output = await outputOf(script, exits(4), exits(12, { cpu: 1 }), exits(20, { cpu: 1 }));
    expect(output.split("\n").slice(0, 1)).toEqual(["3 36 4 20 12 64"]);
    expect(output).toContain("   10 |@ ");
  });
});
