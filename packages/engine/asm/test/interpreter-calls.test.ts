import { describe, expect, test } from "vitest";
import { r0, r1, r10, r2, r3, r4, r5, r6, r7 } from "../src/index.js";
import { ArrayMap, HashMap, Machine, ProgramArray, words } from "../src/interpreter/index.js";
import { functionOf, key, mapOf, number, program, signed } from "./written-program.js";

describe("callbacks", () => {
  test("loop counts up and stops when told to", () => {
    const sum = (rounds: number, stopAt: number) => new Machine().run(program((a) => a
      .store(8, r10, -8, 0).mov(r1, rounds).loadFunction(r2, "body").mov(r3, r10).add(r3, -8).mov(r4, 0)
      .call("loop").ldx(8, r1, r10, -8).lsh(r0, 32).or(r0, r1).exit(), functionOf("body", (a) => a
      .ldx(8, r3, r2, 0).add(r3, r1).store(8, r2, 0, r3).mov(r0, 0).jump("ne", r1, stopAt, "on").mov(r0, 1).label("on").exit())));
    expect(sum(10, 100)).toBe((10n << 32n) | 45n);
    expect(sum(10, 3)).toBe((4n << 32n) | 6n);
    expect(signed(new Machine().run(program((a) => a.mov(r1, 9_000_000).loadFunction(r2, "body").mov(r3, 0).mov(r4, 0).call("loop").exit(), functionOf("body", (a) => a.mov(r0, 0).exit()))))).toBe(-7n);
  });

  test("for_each_map_elem visits each element, and may delete it", () => {
    const machine = new Machine({ maps: [mapOf("HASH")] });
    const map = machine.map("m", HashMap);
    for (const k of [3, 4, 5]) map.update(key(k), words(BigInt(k) * 10n), 0n, 0);
    const each = program((a) => a
      .store(8, r10, -8, 0).loadMap(r1, "m").loadFunction(r2, "visit").mov(r3, r10).add(r3, -8).mov(r4, 0).call("for_each_map_elem")
      .lsh(r0, 32).ldx(8, r1, r10, -8).or(r0, r1).exit(), functionOf("visit", (a) => a
      .ldx(8, r5, r4, 0).ldx(8, r3, r3, 0).add(r5, r3).store(8, r4, 0, r5).call("map_delete_elem").mov(r0, 0).exit()));
    expect(machine.run(each)).toBe((3n << 32n) | 120n);
    expect(map.size).toBe(0);
  });

  test("must be functions of the program", () => {
    const bad = program((a) => a.mov(r1, 1).mov(r2, 5).mov(r3, 0).mov(r4, 0).call("loop").exit());
    expect(() => new Machine().run(bad)).toThrow("0x5 is not a function of the program");
  });
});

describe("tail calls", () => {
  const machine = () => new Machine({ maps: [mapOf("PROG_ARRAY")] });
  const jump = (index: number) => program((a) => a.mov(r6, r1).loadMap(r2, "m").mov(r3, index).call("tail_call").mov(r0, 9).exit());

  test("go on in the other program with the context, or go on here", () => {
    const m = machine();
    m.map("m", ProgramArray).programs[1] = program((a) => a.ldx(8, r0, r1, 0).exit());
    expect(m.run(jump(1), words(5n))).toBe(5n);
    expect(m.run(jump(0), words(5n))).toBe(9n);
  });

  test("end after 33", () => {
    const m = machine();
    const self = program((a) => a.mov(r6, r1).ldx(8, r7, r1, 0).add(r7, 1).store(8, r1, 0, r7).loadMap(r2, "m").mov(r3, 0).call("tail_call").mov(r0, 9).exit());
    m.map("m", ProgramArray).programs[0] = self;
    const context = words(0n);
    expect(m.run(self, context)).toBe(9n);
    expect(number(context)).toBe(34n);
  });
});

describe("helpers that read", () => {
  const read = (helper: "probe_read_kernel" | "probe_read_user" | "probe_read_kernel_str" | "probe_read_user_str", size: number) => program((a) => a
    .mov(r3, r1).mov(r1, r10).add(r1, -16).store(8, r10, -16, -1).mov(r2, size).call(helper)
    .ldx(8, r1, r10, -16).store(8, r10, -8, r1).mov(r6, r0).loadMapValue(r1, "m").ldx(8, r2, r10, -8).store(8, r1, 0, r2).mov(r0, r6).exit());

  function outcome(helper: Parameters<typeof read>[0], size: number, space: "kernel" | "user", text: string): [result: bigint, bytes: string] {
    const machine = new Machine({ maps: [mapOf("ARRAY", { maxEntries: 1 })] });
    const { base } = machine.memory.allocate("text", Buffer.from(text, "latin1"), { space });
    const result = signed(machine.run(read(helper, size), base));
    return [result, Buffer.from(machine.map("m", ArrayMap).get(key(0)) ?? []).toString("latin1").replaceAll("\xff", ".")];
  }

  test.each<[...Parameters<typeof outcome>, ReturnType<typeof outcome>]>([
    ["probe_read_kernel", 3, "kernel", "abcdef", [0n, "abc....."]],
    ["probe_read_kernel", 3, "kernel", "ab", [-14n, "\0\0\0....."]],
    ["probe_read_kernel", 3, "user", "abc", [-14n, "\0\0\0....."]],
    ["probe_read_user", 3, "user", "abc", [0n, "abc....."]],
    ["probe_read_user", 3, "kernel", "abc", [-14n, "\0\0\0....."]],
    ["probe_read_kernel_str", 8, "kernel", "abc\0def", [4n, "abc\0...."]],
    ["probe_read_kernel_str", 3, "kernel", "abcdef\0", [3n, "ab\0....."]],
    ["probe_read_user_str", 8, "user", "abc", [-14n, "\0\0\0\0\0\0\0\0"]],
    ["probe_read_user_str", 8, "user", "\0", [1n, "\0......."]],
  ])("%s of %i from %s %j", (helper, size, space, text, expected) => {
    expect(outcome(helper, size, space, text)).toEqual(expected);
  });
});

describe("helpers on text", () => {
  const textAt = (machine: Machine, text: string) => machine.memory.allocate("text", Buffer.from(`${text}\0`, "latin1")).base;

  test.each<[format: string, values: bigint[], text: string]>([
    ["%d|%5d|%-5d|%05d", [-1n, -2n, 3n, -4n], "-1|   -2|3    |-0004"],
    ["%u %lu %llx %lX", [-1n, 7n, -1n, 0xabcn], "4294967295 7 ffffffffffffffff ABC"],
    ["%i%%%c", [5n, 65n], "5%A"],
  ])("snprintf %j", (format, values, text) => {
    const machine = new Machine();
    const out = machine.memory.allocate("out", new Uint8Array(64));
    const print = program((a) => a.mov(r6, r1).ldx(8, r1, r6, 0).ldx(8, r2, r6, 8).ldx(8, r3, r6, 16).mov(r4, r6).add(r4, 24).mov(r5, values.length * 8).call("snprintf").exit());
    const signedValues = values.map((value) => BigInt.asUintN(64, value));
    expect(machine.run(print, words(out.base, 64n, textAt(machine, format), ...signedValues))).toBe(BigInt(text.length + 1));
    expect(Buffer.from(out.bytes).toString("latin1", 0, text.length + 1)).toBe(`${text}\0`);
    machine.run(print, words(out.base, 4n, textAt(machine, format), ...signedValues));
    expect(Buffer.from(out.bytes).toString("latin1", 0, 4)).toBe(`${text.slice(0, 3)}\0`);
  });

  test("snprintf takes strings, and refuses what it doesn't know", () => {
    const machine = new Machine();
    const out = machine.memory.allocate("out", new Uint8Array(64));
    const print = program((a) => a.mov(r6, r1).ldx(8, r1, r6, 0).mov(r2, 64).ldx(8, r3, r6, 8).mov(r4, r6).add(r4, 16).mov(r5, 8).call("snprintf").exit());
    machine.run(print, words(out.base, textAt(machine, "<%6s>"), textAt(machine, "abc")));
    expect(Buffer.from(out.bytes).toString("latin1", 0, 9)).toBe("<   abc>\0");
    expect(() => machine.run(print, words(out.base, textAt(machine, "%f"), 0n))).toThrow('snprintf: the interpreter can\'t format "%f"');
    expect(() => machine.run(print, words(out.base, textAt(machine, "%d%d"), 0n))).toThrow('snprintf: fewer values than "%d%d" takes');
  });

  test("trace_printk prints for the test", () => {
    const machine = new Machine();
    const print = program((a) => a.mov(r2, 10).mov(r3, 42).call("trace_printk").exit());
    machine.run(print, textAt(machine, "answer %d"));
    expect(machine.printed).toEqual(["answer 42"]);
  });

  test.each<[left: string, limit: number, right: string, result: bigint]>([
    ["abc", 8, "abc", 0n], ["abc", 8, "abd", -1n], ["abd", 8, "abc", 1n], ["abc", 2, "abd", 0n], ["ab", 8, "abc", -1n],
  ])("strncmp %j %i %j", (left, limit, right, result) => {
    const machine = new Machine();
    const compare = program((a) => a.ldx(8, r3, r1, 8).ldx(8, r1, r1, 0).mov(r2, limit).call("strncmp").exit());
    expect(signed(machine.run(compare, words(textAt(machine, left), textAt(machine, right))))).toBe(result);
  });

  test.each<[text: string, base: number, length: bigint, value: bigint | undefined]>([
    ["42", 10, 2n, 42n], [" -7x", 0, 3n, -7n], ["0x1F", 0, 4n, 31n], ["ff", 16, 2n, 255n], ["017", 0, 3n, 15n],
    ["x", 10, -22n, undefined], ["9223372036854775808", 10, -34n, undefined],
  ])("strtol %j in base %i", (text, base, length, value) => {
    const machine = new Machine();
    const out = machine.memory.allocate("out", new Uint8Array(8));
    const parse = program((a) => a.ldx(8, r4, r1, 8).ldx(8, r1, r1, 0).mov(r2, text.length).mov(r3, base).call("strtol").exit());
    expect(signed(machine.run(parse, words(textAt(machine, text), out.base)))).toBe(length);
    if (value !== undefined) expect(signed(number(out.bytes) ?? 0n)).toBe(value);
  });
});

describe("helpers about the world", () => {
  test.each([
    ["ktime_get_ns", 5n], ["ktime_get_boot_ns", 6n], ["jiffies64", 7n], ["get_current_pid_tgid", (3n << 32n) | 4n],
    ["get_current_uid_gid", (9n << 32n) | 8n], ["get_smp_processor_id", 1n], ["get_prandom_u32", 0xffff_ffffn], ["get_current_cgroup_id", 12n],
  ] as const)("%s", (helper, result) => {
    const machine = new Machine();
    Object.assign(machine.environment, { ktimeNs: 5n, bootNs: 6n, jiffies: 7n, tgid: 3, pid: 4, uid: 8, gid: 9, cpu: 1, random: -1, cgroupId: 12n });
    expect(machine.run(program((a) => a.call(helper).exit()))).toBe(result);
  });

  test("get_current_comm cuts, and writes no more than the NUL", () => {
    const machine = new Machine();
    machine.environment.comm = "abcdefgh";
    const comm = (size: number) => program((a) => a.store(8, r10, -8, -1).mov(r1, r10).add(r1, -8).mov(r2, size).call("get_current_comm").ldx(8, r0, r10, -8).exit());
    expect(machine.run(comm(8))).toBe(0x0067666564636261n);
    expect(machine.run(comm(4))).toBe(0xffffffff_00636261n);
    machine.environment.comm = "ab";
    expect(machine.run(comm(8))).toBe(0xffffffff_ff006261n);
  });

  test("get_ns_current_pid_tgid fills both ids", () => {
    const machine = new Machine();
    expect(machine.run(program((a) => a.mov(r1, 0).mov(r2, 0).mov(r3, r10).add(r3, -8).mov(r4, 8).call("get_ns_current_pid_tgid").ldx(8, r0, r10, -8).exit()))).toBe((10n << 32n) | 11n);
  });

  test("a test may bring helpers, kernel functions and variables of its own", () => {
    const machine = new Machine({
      helpers: { get_stackid: ({ argument }) => argument(3) + 1n },
      kfuncs: { 77: ({ argument }) => argument(1) * 2n },
      variables: { 88: 0xffff_8000_0000_0000n },
    });
    expect(machine.run(program((a) => a.mov(r2, 0).mov(r3, 4).call("get_stackid").exit()))).toBe(5n);
    expect(machine.run(program((a) => a.mov(r1, 21).callKfunc("bpf_double", 77).exit()))).toBe(42n);
    expect(machine.run(program((a) => a.loadBtfVariable(r0, "base", 88).exit()))).toBe(0xffff_8000_0000_0000n);
    expect(() => machine.run(program((a) => a.callKfunc("bpf_other", 78).exit()))).toThrow("the interpreter has no btf_id_78");
  });
});
