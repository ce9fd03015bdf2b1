import { describe, expect, it } from "vitest";
import { listing } from "./workbench.js";

describe("expressions", () => {
  it("writes of globals are one indivisible update, with the value that was asked for", async () => {
    expect(await listing("global n, a probe begin { n++; ++n; n += 2; n -= 1; n <<= 2; a[1]--; println(n++, ++n, a[1] = 7) }")).toMatchInlineSnapshot(`
      "global n: long session
      global a[long] max 2048: long session
      session lifecycle begin 0: begin
        old(n add= 1)
        new(n add= 1)
        new(n add= 2)
        new(n sub= 1)
        new(n shl= 2)
        old(a[1] sub= 1)
        print %d old(n add= 1), %d new(n add= 1), %d new(a[1] = 7), "\\n"
      session automatic end last: end
        foreach L0 value.1 = [key1.0] in a by value descending (1 a turn)
          print "a[", %d key1.0, "]=", %d value.1, "\\n"
      "
    `);
  });

  it("writes of locals are assignments", async () => {
    expect(await listing("probe begin { x = pid(); y = x++ + 1; x *= 2; println(x, y, ++x) }")).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        x.0 = (pid_tgid >>> 32)
        x.old.2 = x.0
        x.0 = (x.0 + 1)
        x.0 = (x.0 * 2)
        print %d x.0, %d (x.old.2 + 1), %d { x.0 = (x.0 + 1); x.0 }, "\\n"
      "
    `);
  });

  it("string appends read and replace", async () => {
    expect(await listing('global s probe begin { s .= "ab"; s = s . "c"; println(s) }')).toMatchInlineSnapshot(`
      "global s: string(511) session
      session lifecycle begin 0: begin
        s = (s . "ab")
        s = (s . "c")
        print %s s, "\\n"
      "
    `);
  });

  it(">> keeps the sign", async () => {
    expect(await listing("probe begin { println(pid() >> 2, -pid(), ~pid(), !pid()) }")).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        print %d ((pid_tgid >>> 32) >> 2), %d -(pid_tgid >>> 32), %d ~(pid_tgid >>> 32), %d !(pid_tgid >>> 32), "\\n"
      "
    `);
  });

  it("&& and || are lazy, comparisons take longs and strings", async () => {
    expect(await listing('probe begin { println(pid() && tid2(), execname() == "x" || pid() < 3) } function tid2() { return 2 }')).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        print %d ((pid_tgid >>> 32) && 2), %d ((comm == "x") || ((pid_tgid >>> 32) < 3)), "\\n"
      "
    `);
  });

  it("constants fold, but a division by zero stays to fail", async () => {
    expect(await listing('probe begin { println(1 + 2 * 3, 7 / 0, -8 >> 1, "a" < "b", strlen("abc"), 1 ? 2 : 3) }')).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        print "7", %d (7 / 0), "-4132\\n"
      "
    `);
  });

  it("what is passed to an intrinsic is evaluated once", async () => {
    expect(await listing("global n probe begin { println(twice(n++)) }")).toMatchInlineSnapshot(`
      "global n: long session
      session lifecycle begin 0: begin
        arg.0 = old(n add= 1)
        print %d (arg.0 + arg.0), "\\n"
      "
    `);
  });

  it("an effect survives without its value", async () => {
    expect(await listing('probe trace("x") { signal(); x = signal() }')).toMatchInlineSnapshot(`
      "program trace_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"x"}
        case *: trace("x")
          helper 109(9)
          helper 109(9)
      "
    `);
  });

  it("patterns match", async () => {
    expect(await listing('probe begin { if (execname() =~ "^a") println(1); if (execname() !~ "b") println(2) }')).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        if (comm =~ "^a")
          print "1\\n"
        if !(comm =~ "b")
          print "2\\n"
      "
    `);
  });

  it("formats keep flags, widths and values of their own", async () => {
    expect(await listing('probe begin { printf("%-5d|%05x|%*d|%.*s|%c|%%\\n", pid(), pid(), 3, pid(), 2, execname(), 65) }')).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        print %-5d (pid_tgid >>> 32), "|", %05x (pid_tgid >>> 32), "|", %(3)d (pid_tgid >>> 32), "|", %.(2)s comm, "|", %c 65, "|%\\n"
      "
    `);
  });

  it("delimiters stand between values", async () => {
    expect(await listing('probe begin { printdln(":", pid(), execname(), 3) }')).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        print %d (pid_tgid >>> 32), ":", %s comm, ":3\\n"
      "
    `);
  });

  it("a fact is compared by the number it stands for", async () => {
    expect(await listing('probe call.* { if (name == "write") println(1); if ("open" != name) println(2); if (name == "other") println(3) }')).toMatchInlineSnapshot(`
      "program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0, 1, 2: call.*
          if (selector == 1)
            print "1\\n"
          if (selector != 2)
            print "2\\n"
          if (fact call/name(selector) == "other")
            print "3\\n"
      "
    `);
  });

  it("globals that nobody writes are constants", async () => {
    expect(await listing('global LIMIT = 3, NAME = "n", zero probe begin { println(LIMIT + zero, NAME) }')).toMatchInlineSnapshot(`
      "global LIMIT: long = 3 session
      global NAME: string(1) = "n" session
      global zero: long session
      session lifecycle begin 0: begin
        print "3n\\n"
      "
    `);
  });
});
