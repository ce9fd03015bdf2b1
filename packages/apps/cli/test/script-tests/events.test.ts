import { describe, expect, it } from "vitest";
import { failuresIn } from "./trial.js";

/** A case of one script. */
const test = (script: string, rest: string): string => ["cases:", "  - name: made up", "    text: |", ...script.split("\n").map((line) => `      ${line}`), rest].join("\n");

describe("an event", () => {
  it("gives its values to kernel handlers, in whose context it happens", async () => {
    const text = test(
      'probe syscall.openat { printf("%s[%d/%d] on %d as %d/%d: %s %s %d\\n", execname(), pid(), tid(), cpu(), uid(), gid(), name, filename, flags) }',
      `    by: { uid: 1000, gid: 100 }
    events:
      - { point: syscall.openat, by: { pid: 7, tid: 8, execname: cat, cpu: 1 }, values: { filename: "\\"/etc/pässword\\"", flags: -1 } }
      - { point: syscall.openat, by: { pid: 9, uid: 0 }, values: { filename: "", flags: 0x7fffffffffffffff } }
    output: |
      cat[7/8] on 1 as 1000/100: openat "/etc/pässword" -1
      traced[9/9] on 0 as 0/100: openat  9223372036854775807
`,
    );
    expect(await failuresIn(text)).toEqual([]);
  });

  it("places the structures that members are read from, and texts", async () => {
    const text = test(
      `probe kernel.trace("sched:sched_switch") {
  println(kernel_string($next->comm), " ", $next->pid, " ", $next->cred->uid->val, " ", $next->in_iowait, " ", $prev->pid)
}
probe kernel.trace("sched:sched_process_exec") { println(kernel_string($bprm->filename), " ", ppid(), pexecname()) }
probe kernel.trace("sys_enter") { println(user_string($id), user_string(28672)) }`,
      `    memory: { 0x7000: there }
    events:
      - point: kernel.trace("sched:sched_switch")
        values: { $next->comm: bash, $next->pid: 5, $next->cred->uid->val: 33, $next->in_iowait: 1, $prev: 0 }
      - point: kernel.trace("sched:sched_process_exec")
        values: { $bprm->filename: /bin/ls }
        by: { task: { real_parent->tgid: 3, real_parent->comm: mum } }
      - { point: kernel.trace("sys_enter"), values: { $id: { user: "here, " } } }
    output: |
      bash 5 33 1 0
      /bin/ls 3mum
      here, there
    losses: {}
`,
    );
    expect(await failuresIn(text)).toEqual([]);
  });

  it("gives an alias's own values, whose bodies don't run then", async () => {
    const text = test(
      `probe outer = inner { kind = "outer"; twice = 2 * size }
probe inner = kernel.trace("sched:sched_process_exec") { if ($old_pid < 0) next; size = $bprm->argc; where = kernel_string($bprm->filename) }
probe outer { println(kind, " ", size, " ", where, " ", twice) }
probe end { println("end") }`,
      `    events:
      - { point: outer, values: { size: 3, where: /bin/ls, twice: 7 } }
      - { point: outer, values: { size: -1, where: "", twice: 0 }, times: 2 }
    output: ["outer 3 /bin/ls 7", "outer -1  0", "outer -1  0", end]
`,
    );
    expect(await failuresIn(text)).toEqual([]);
  });

  it("lacks an alias's value that it doesn't give beside others", async () => {
    const script = `probe made = kernel.trace("sched:sched_process_exec") { old = $old_pid; size = $bprm->argc }
probe made { println(old + size) }`;
    expect(await failuresIn(test(script, "    events: [{ point: made, values: { size: 3 } }]"))).toEqual([
      "6:14 made is asked for old, which the event doesn't give\nhint: give it: values: { old: … }",
    ]);
    expect(await failuresIn(test(script, '    events: [{ point: made, values: { old: x, size: 3 } }]'))).toEqual([
      "6:39 old of made is a number, not a text\nhint: write a number, or the address of a text: { user: \"…\" } or { kernel: \"…\" }",
    ]);
  });

  it("gives an alias of the session's its values too", async () => {
    const text = test(
      `probe asked = timer.s(1) { who = "somebody"; count = jiffies() }
probe asked { println(who, " ", count) }`,
      `    events: [{ point: asked, values: { who: me, count: 3 } }]
    output: [me 3]
`,
    );
    expect(await failuresIn(text)).toEqual([]);
  });

  it("fires a return after its entry, and a whole call where nothing was entered", async () => {
    const text = test(
      `probe syscall.read { println(tid(), " enters") }
probe syscall.read.return { printf("%d fd %d took %d\\n", tid(), fd, gettimeofday_us() - @entry(gettimeofday_us())) }`,
      `    events:
      - { point: syscall.read, by: { tid: 1 }, values: { fd: 3 } }
      - { point: syscall.read, by: { tid: 2 }, values: { fd: 4 }, after: 5us }
      - { point: syscall.read.return, by: { tid: 1 }, after: 10us }
      - { point: syscall.read.return, by: { tid: 2 }, at: 1ms }
      - { point: syscall.read.return, by: { tid: 1 }, values: { fd: 5 }, after: 7us }
    output: |
      1 enters
      2 enters
      1 fd 3 took 15
      2 fd 4 took 995
      1 enters
      1 fd 5 took 7
`,
    );
    expect(await failuresIn(text)).toEqual([]);
  });

  it("fires the entry of a return probe that the script hasn't written", async () => {
    const text = test('probe syscall.*.return { println(name, " ", @entry(cpu())) }', `    events:
      - { point: syscall.write, by: { cpu: 1 } }
      - { point: syscall.write.return }
    output: ["write 1"]
`);
    expect(await failuresIn(text)).toEqual([]);
  });

  it("is at what the script wrote, at what that came to, or at an alias", async () => {
    const text = test(
      `probe some.call = syscall.dup, syscall.dup2 { which = pp() }
probe some.end = kernel.trace("sched_process_exit") { which = "end" }
probe some.* { println(which) }`,
      `    events: [{ point: syscall.dup2 }, { point: some.end }, { point: kernel.trace("sched:sched_process_exit") }]
    output: [syscall.dup2, end, end]
`,
    );
    expect(await failuresIn(text)).toEqual([]);
  });

  it("fires perf's probes, and the session's own, without their ways of attaching", async () => {
    const text = test('global n probe timer.profile { n++ } probe timer.s(100) { println(n) }', `    events: [{ point: timer.profile, times: 3 }, { point: timer.s(100) }]
    output: ["3"]
`);
    expect(await failuresIn(text)).toEqual([]);
  });

  it("lets time pass: timers fire, clocks go on", async () => {
    const text = test('probe begin { println(gettimeofday_s()) } probe timer.s(1) { println(gettimeofday_ms()) }', `    clock: 2026-01-02 03:04:05
    events: [{ after: 1.5s }, { at: 2s }, { after: 999ms }]
    output: ["1767323045", "1767323046000", "1767323047000"]
`);
    expect(await failuresIn(text)).toEqual([]);
  });

  it("keeps one value of several that a branch reads, and asks for no other", async () => {
    const text = test('global odd probe syscall.close { if (odd) println(fd); odd = !odd; if (pid() == 1) println(fd) }', `    events: [{ point: syscall.close }, { point: syscall.close, values: { fd: 4 } }]
    output: ["4"]
`);
    expect(await failuresIn(text)).toEqual([]);
  });
});

describe("an event that can't be is told with its place and the way out", () => {
  const openat = "probe syscall.openat { println(filename, flags) }";
  const switching = 'probe kernel.trace("sched_switch") { println($next->pid) }';
  // The place is that of the word given third.
  it.each([
    [openat, "{ point: syscall.opena }", "point", "no probe of the script is at syscall.opena\nhint: did you mean 'syscall.openat'?"],
    [openat, "{ point: timer.s(1) }", "point", "no probe of the script is at timer.s(1)\nhint: name one of those it has: syscall.openat"],
    ["probe begin { }", "{ point: syscall.open }", "point", "no probe of the script is at syscall.open\nhint: let time pass instead: the script's probes fire by themselves"],
    ["probe begin { }", "{ point: begin }", "point", "begin fires by itself\nhint: leave the event out"],
    ["probe begin { }", "{ point: a b }", "point", "expected ',' or the end of the probe points"],
    ["probe a = syscall.dup, syscall.dup2 { } probe a { }", "{ point: a }", "point", "a stands for 2 points\nhint: name the one that fires: syscall.dup, syscall.dup2"],
    [openat, "{ point: syscall.openat }", "{ point", "syscall.openat is asked for filename, which the event doesn't give\nhint: give it: values: { filename: … }"],
    [openat, "{ point: syscall.openat, values: { filenam: x } }", "filenam", "syscall.openat has no value 'filenam'\nhint: did you mean 'filename', 'filename_uaddr' or 'filename_unquoted'?"],
    [openat, "{ point: syscall.openat, values: { filename: 3 } }", "filename:", "filename of syscall.openat is a string, not a number\nhint: quote it: \"3\""],
    [openat, "{ point: syscall.openat, values: { flags: x } }", "flags:", "flags of syscall.openat is a number, not a text\nhint: write a number, or the address of a text: { user: \"…\" } or { kernel: \"…\" }"],
    [switching, "{ point: kernel.trace(\"sched_switch\"), values: { $next->pidd: 3 } }", "$next->pidd:", "$next->pidd: 'struct task_struct' has no member 'pidd'\nhint: did you mean 'pid'?"],
    [switching, "{ point: kernel.trace(\"sched_switch\"), values: { $next->pid: x } }", "$next->pid: x", "$next->pid: ->pid is a 'pid_t': a number, not a text"],
    [switching, "{ point: kernel.trace(\"sched_switch\"), values: { $next: 3, $next->pid: 3 } }", "$next: 3", "$next is given, and so are members of what it points to\nhint: leave out one or the other"],
    [switching, "{ point: kernel.trace(\"sched_switch\"), by: { cpu: 9 } }", "cpu: 9", "there is no CPU 9: the target has 2"],
    [switching, "{ point: kernel.trace(\"sched_switch\"), by: { task: { nosuch: 9 } } }", "nosuch", "nosuch: 'struct task_struct' has no member 'nosuch'"],
    ["probe begin { }", "{ at: 2s }, { at: 1s }", "at: 1s", "time doesn't go back: more has passed before this event"],
  ])("%s, %s", async (script, event, word, failure) => {
    const line = `    events: [${event}]`;
    expect(await failuresIn(`cases:\n  - name: x\n    text: |\n      ${script}\n${line}\n`)).toEqual([`5:${line.indexOf(word) + 1} ${failure}`]);
  });
});
