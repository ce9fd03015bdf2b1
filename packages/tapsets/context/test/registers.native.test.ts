import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import syscall from "@tapset/syscall";
import timer from "@tapset/timer";
import { madeTapset, needs, nativeSession, ScriptRefusedError } from "@tapset/testkit";
import { expect } from "vitest";
import context from "../src/index.js";

const tapsets = Object.entries({ context, kernel, lifecycle, syscall, timer }).map(([name, module]) => madeTapset({ name, module }));

const calls = needs("tp-btf", "ring-buffer");

/** Prints values where a process of ours calls pread64(77777, 0x1000, 0xfffffffff, -9). */
async function atCall(point: string, ...values: readonly string[]): Promise<readonly string[]> {
  const body = values.map((value) => `println(${value})`).join("; ");
  const script = `global one = 1\nprobe ${point} { if (pid() == target() && int_arg(1) == 77777) { ${body} } }`;
  const { output, messages } = await nativeSession(script, { tapsets, command: "exec perl -e 'syscall(17, 77777, 4096, 68719476735, -9)'" });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

calls.it("arguments of a system call, with the width and sign that are asked for", async () => {
  const values = ["int_arg(4)", "s32_arg(4)", "uint_arg(4)", "u32_arg(4)", "long_arg(4)", "longlong_arg(4)", "s64_arg(4)", "pointer_arg(2)", "ulong_arg(3)", "u64_arg(3)", "ulonglong_arg(3)", "int_arg(3)", "uint_arg(3)"];
  const expected = ["-9", "-9", "4294967287", "4294967287", "-9", "-9", "-9", "4096", "68719476735", "68719476735", "68719476735", "-1", "4294967295"];
  expect(await atCall("syscall.pread64", ...values)).toEqual(expected);
});

calls.it("arguments by a number that is known when the handler runs, and errors of those there aren't", async () => {
  const script = `probe syscall.pread64 {
    asmlinkage() fastcall() regparm(3)
    if (pid() != target() || int_arg(1) != 77777) next
    for (i = 0; i < 8; i++) try { x = long_arg(i); println(i < 5 ? sprint(x) : "") } catch (why) { println(why) }
  }`;
  const { output } = await nativeSession(script, { tapsets, command: "exec perl -e 'syscall(17, 77777, 4096, 5, -9)'" });
  expect(output).toBe("arguments are numbered from 1\n77777\n4096\n5\n-9\n\n\nsystem calls have 6 arguments\n");
});

calls.it("the system call that the current thread is in, also where a tracepoint of the kernel fires", async () => {
  const script = 'probe kernel.trace("sys_enter") { if (pid() == target() && $id == 17) println(_stp_syscall_nr()) }\nprobe syscall.pread64.return { if (pid() == target()) println(_stp_syscall_nr()) }';
  const { output } = await nativeSession(script, { tapsets, command: "exec perl -e 'syscall(17, 77777, 4096, 0, 0)'" });
  expect(output).toMatch(/^(17\n17\n)+$/);
});

calls.it("registers of the calling process by their names", async () => {
  const values = ["register(\"rdi\")", "register(\"di\")", "register(\"edi\")", "register(\"esi\")", "register(\"r10\")", "register(\"edx\")", "u_register(\"edx\")", "u_register(\"rdx\")", "register(\"orig_eax\")", "register(\"cs\")", "registers_valid()", "user_mode()", "register(\"rip\") == uaddr()", "addr() == uaddr()", 'register(one ? "rsi" : "")', 'register(one ? "xss" : "")'];
  expect(await atCall("syscall.pread64", ...values)).toEqual(["77777", "77777", "77777", "4096", "-9", "-1", "4294967295", "68719476735", "17", "51", "1", "0", "1", "1", "4096", "43"]);
});

calls.it("all registers in a table", async () => {
  const script = 'probe syscall.pread64 { if (pid() == target() && int_arg(1) == 77777) print_regs() } probe begin { print_regs() }';
  const { output } = await nativeSession(script, { tapsets, command: "exec perl -e 'syscall(17, 77777, 4096, 5, -9)'" });
  const lines = output.trim().split("\n");
  expect(lines.map((line) => line.split(":")[0]).sort()).toEqual(["r10", "r11", "r12", "r13", "r14", "r15", "r8", "r9", "rax", "rbp", "rbx", "rcx", "rdi", "rdx", "rip", "rsi", "rsp"]);
  expect(lines).toContain("rdi: 0000000000012fd1");
  expect(lines).toContain("r10: fffffffffffffff7");
});

calls.it("results where they lie", async () => {
  expect(await atCall("syscall.pread64.return", "returnval()", "returnstr(1)", "return_str(2, returnval())", "return_str(2, 255)", "return_str(1, 255)", "return_str(3, 18)")).toEqual([
    "-22", "-22 (EINVAL)", "-22 (EINVAL)", "0xff", "255", "022",
  ]);
});

calls.it("a register that isn't one is refused, or an error when the handler runs", async () => {
  const refused: unknown = await nativeSession('probe syscall.pread64 { println(register("rxx")) }', { tapsets }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ScriptRefusedError);
  expect((refused as ScriptRefusedError).diagnostics.map(({ id }) => id)).toEqual(["no-such-register"]);
  const values = await atCall("syscall.pread64", '(execname() == "perl" ? 1 : 0)');
  expect(values).toEqual(["1"]);
  const script = 'probe syscall.pread64 { if (pid() == target()) try { println(register(execname())) } catch (why) { println(why) } }';
  const { output } = await nativeSession(script, { tapsets, command: "exec perl -e 'syscall(17, 77777, 4096, 5, -9)'" });
  expect(output.split("\n")).toContain("no register has that name");
});

needs("perf-software", "ring-buffer", "tp-btf").it("what a profile interrupts is told apart by its registers", async () => {
  const script = `global user, kernel, wrong
    probe timer.profile {
      if (pid() != target()) next
      if (user_mode()) { user++; wrong += addr() != uaddr() || addr() <= 0 || register("cs") != 51 }
      else { kernel++; wrong += addr() >= 0 || register("cs") != 16 }
      try { wrong += 1 + int_arg(1) } catch (why) { wrong += why != "cannot access function arguments in this context" }
    }
    probe end { println(user > 0, kernel > 0, wrong) }`;
  const busy = "exec perl -e '$end = time + 2; while (time < $end) { open F, q(/dev/zero); sysread F, $x, 1000000; $i++ for 1 .. 20000 }'";
  expect((await nativeSession(script, { tapsets, command: busy })).output).toBe("110\n");
});
