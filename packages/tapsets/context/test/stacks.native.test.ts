import { readFileSync } from "node:fs";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import syscall from "@tapset/syscall";
import timer from "@tapset/timer";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";
import context from "../src/index.js";

const tapsets = Object.entries({ context, kernel, lifecycle, syscall, timer }).map(([name, module]) => madeTapset({ name, module }));
const EXEC = 'kernel.trace("sched:sched_process_exec")';
/** What a tracer adds to a stack. */
const OWN = /bpf_|__traceiter_|perf_trace/;

const traced = needs("tp-btf", "ring-buffer", "kernel-addresses");
const sampled = needs("perf-software", "ring-buffer", "kernel-addresses");

async function run(script: string, command?: string): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { tapsets, ...(command !== undefined && { command }) });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

/** The kernel's functions with where they begin and how large they are, as the kernel says now. */
function kernelFunctions(): readonly { readonly name: string; readonly address: bigint; readonly size: bigint }[] {
  const rows = readFileSync("/proc/kallsyms", "latin1").split("\n").flatMap((row) => {
    const [address = "", , name, module] = row.split(/\s+/);
    return name === undefined || module !== undefined ? [] : [{ name, address: BigInt(`0x${address}`) }];
  });
  rows.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  return rows.map((row, index) => ({ ...row, size: (rows.slice(index + 1, index + 20).find(({ address }) => address > row.address)?.address ?? row.address) - row.address }));
}

traced.it("the stack of a trace event is the kernel's own, from where it fires", async () => {
  const lines = await run(`probe ${EXEC} { if (pid() == target()) { println(backtrace()); print_backtrace() } }`, "exec /bin/true");
  // The first is of the shell itself.
  const [addresses = "", ...printed] = lines.slice(lines.length / 2);
  const functions = kernelFunctions();
  const expected = addresses.split(" ").map((address) => {
    const { name, address: start, size } = functions.findLast((each) => each.address <= BigInt(address))!;
    return ` ${address} : ${functions.find((each) => each.address === start)?.name ?? name}+0x${(BigInt(address) - start).toString(16)}/0x${size.toString(16)} [kernel]`;
  });
  expect(printed).toEqual(expected);
  expect(printed.filter((line) => OWN.test(line))).toEqual([]);
  expect(printed[0]).toMatch(/ : (bprm_execve|exec_binprm|search_binary_handler)\S*\+/);
  expect(printed.join()).toMatch(/do_execveat_common.*__x64_sys_execve.*do_syscall_64/);
});

traced.it("stacks are keys, and counted one by one", async () => {
  const lines = await run(
    `global stacks
     probe ${EXEC} { if (execname() == "true" && ppid() == target()) stacks[backtrace()]++ }
     probe end { foreach (stack in stacks) { println(stacks[stack]); print_stack(stack) } }`,
    "for i in 1 2 3 4 5 6 7; do /bin/true; done",
  );
  expect(lines.filter((line) => /^\d/.test(line))).toEqual(["7"]);
  expect(lines[1]).toMatch(/^ 0xffffffff[0-9a-f]{8} : \w+\+0x/);
});

traced.it("names of functions are keys, and compared", async () => {
  const { address } = kernelFunctions().find(({ name }) => name === "vfs_read")!;
  // Not known before it runs: the kernel has to find the name.
  const unknown = "(cpu() >> 20)";
  const lines = await run(
    `global seen, same
     probe ${EXEC} {
       if (pid() != target()) next
       place = 0x${(address + 5n).toString(16)} + ${unknown}
       seen[symname(place)]++
       seen[symname(16 + ${unknown})]++
       if (symname(place) == "vfs_read") same++
     }
     probe end { foreach (name+ in seen) println(name, " ", seen[name]); println(same) }`,
    "exec /bin/true",
  );
  // The shell itself is the first.
  expect(lines).toEqual(["0x10 2", "vfs_read 2", "2"]);
});

traced.it("texts and single levels of a stack agree", async () => {
  const checks = [
    "callers(-1) == backtrace()",
    'callers(1) == sprintf("0x%x 0x%x", stack(0), stack(1))',
    'callers(0) == sprintf("0x%x", stack(0))',
    "caller_addr() == stack(1)",
    "stack(20) == 0 && stack(-1) == 0 && stack(19) == 0",
    "stack_used() > 100",
    "stack_used() + stack_unused() == stack_size()",
  ];
  const script = `probe ${EXEC} { if (pid() == target()) { ${checks.map((check) => `printf("%d", ${check});`).join(" ")} println("") println(caller()) println(sprint_backtrace()) } }`;
  const lines = await run(script, "exec /bin/true");
  const [results, caller = "", first, second] = lines.slice(lines.length / 2);
  expect(results).toBe("1".repeat(checks.length));
  expect(caller).toMatch(/^\w[\w.]* 0xffffffff[0-9a-f]{8}$/);
  expect(first).toMatch(/^\w+\+0x[0-9a-f]+ \[kernel\]$/);
  expect(second?.startsWith(`${caller.split(" ")[0]}+0x`)).toBe(true);
});

sampled.it("a sample has a stack where the kernel was at work, and none of it where a process was", async () => {
  const script = `global kernel, user
    probe timer.profile {
      if (pid() != target()) next
      if ((backtrace() == "") != user_mode()) println("wrong")
      if (user_mode()) user++
      else { kernel++; println(probefunc() , " [", probemod(), "]|", symdata(addr())); if (stack(0) != addr()) println("not where it was") }
    }
    probe end { printf("%d %d\\n", kernel > 0, user > 0) }`;
  const lines = await run(script, "exec perl -e '1 while times < 0.5; my $t = (times)[1]; while ((times)[1] < $t + 0.5) { -e q(/proc/self/status) }'");
  expect(lines.at(-1)).toBe("1 1");
  // What a probe's point doesn't name, its registers do.
  const [told, wanted] = [0, 1].map((index) => lines.slice(0, -1).map((line) => line.split("|")[index]));
  expect(told).toEqual(wanted?.map((data) => data?.replace(/\+0x[^ ]+/, "")));
});

traced.it("the names of the kernel's own symbols are found, in either engine", async () => {
  const { address, size } = kernelFunctions().find(({ name }) => name === "schedule")!;
  const inside = `0x${(address + 3n).toString(16)}`;
  const print = `{ printf("%s %s\\n", symname(${inside}), symdata(${inside})); print_syms("${inside}"); println(symname(1)) ONCE }`;
  const data = `schedule+0x3/0x${size.toString(16)} [kernel]`;
  const expected = [`schedule ${data}`, ` ${inside} : ${data}`, "0x1"];
  expect(await run(`probe begin ${print.replace("ONCE", "exit()")}`)).toEqual(expected);
  expect(await run(`global n probe ${EXEC} { if (pid() == target() && !n++) ${print.replace("ONCE", "")} }`, "exec /bin/true")).toEqual(expected);
});

traced.it("what fires in the session has no stack", async () => {
  const script = 'probe begin { print_backtrace() printf("[%s] [%s] %d %d %s %d\\n", backtrace(), sprint_backtrace(), stack(0), caller_addr(), caller(), stack_used()) exit() }';
  expect(await run(script)).toEqual(["[] [] 0 0 unknown 0x0 0"]);
});
