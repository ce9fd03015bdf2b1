import { describe, expect, it } from "vitest";
import { listing } from "./workbench.js";

describe("programs", () => {
  it("what reads no context takes the cheaper site, once for all points", async () => {
    expect(await listing('global n probe trace("*") { n++ }')).toMatchInlineSnapshot(`
      "global n: long shared
      program trace_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"one"}
        attach {"kind":"raw","name":"two"}
        attach {"kind":"raw","name":"three"}
        case *: trace("*")
          old(n add= 1)
      session automatic end last: end
        print "n=", %d n, "\\n"
      "
    `);
  });

  it("handlers at one place share a program", async () => {
    expect(await listing('global n probe trace("x") { n += $a } probe trace("x") { n -= $a }')).toMatchInlineSnapshot(`
      "global n: long shared
      program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          new(n add= context+0:u64)
        case *: trace("x")
          new(n sub= context+0:u64)
      session automatic end last: end
        print "n=", %d n, "\\n"
      "
    `);
  });

  it("a selector tells the cases apart; pp() is what it says", async () => {
    expect(await listing("global n probe call.* { n++ } probe call.read { println(pp()) } probe call.* { println(pp(), name) }")).toMatchInlineSnapshot(`
      "global n: long shared
      program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0, 1, 2: call.*
          old(n add= 1)
        case 0: call.read
          print "call.read\\n"
        case 0, 1, 2: call.*
          print %s fact compiler/point call.*(selector), %s fact call/name(selector), "\\n"
      session automatic end last: end
        print "n=", %d n, "\\n"
      "
    `);
  });

  it("where points can't share, each has its own", async () => {
    expect(await listing('probe trace("*") { println(pp()) }')).toMatchInlineSnapshot(`
      "program trace_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"one"}
        case *: trace("*")
          print "trace(\\"one\\")\\n"
      program trace_1 RAW_TRACEPOINT
        attach {"kind":"raw","name":"two"}
        case *: trace("*")
          print "trace(\\"two\\")\\n"
      program trace_2 RAW_TRACEPOINT
        attach {"kind":"raw","name":"three"}
        case *: trace("*")
          print "trace(\\"three\\")\\n"
      "
    `);
  });

  it("a return runs paired with its entry, which remembers what is read", async () => {
    expect(await listing('probe call.*.return { if ($return < 0) printf("%s %d\\n", name, fd) }')).toMatchInlineSnapshot(`
      "record 0 { fd:long }
      program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0, 1, 2: call.*.return; companion
          remember in record 0 mark (selector + 1), fd = kernel(context+0:u64 + 112):u64
      program call_1 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_exit"}
        select context+8:u64
        case 0, 1, 2: call.*.return; paired by record 0 mark (selector + 1)
          if (context+16:s64 < 0)
            print %s fact call/name(selector), " ", %d entry fd, "\\n"
      "
    `);
  });

  it("texts of the entry are remembered in parts", async () => {
    expect(await listing('probe call.read.return { printf("%s = %d\\n", argstr, $return) }')).toMatchInlineSnapshot(`
      "record 0 { argstr:long, argstr:string(31) reread }
      program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0: call.read.return; companion
          remember in record 0 mark 1, argstr = kernel(context+0:u64 + 112):u64, argstr = user string(kernel(context+0:u64 + 104):u64, 31, else "<unknown>")
      program call_1 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_exit"}
        select context+8:u64
        case 0: call.read.return; paired by record 0 mark 1
          print %d entry argstr, ", ", %s fact call/quoted(entry argstr), " = ", %d context+16:s64, "\\n"
      "
    `);
  });

  it("@entry is evaluated at the entry", async () => {
    expect(await listing("probe call.read.return { println(now() - @entry(now()), @entry(twice(fd))) }")).toMatchInlineSnapshot(`
      "record 0 { @entry:long, @entry:long }
      program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0: call.read.return; companion
          remember in record 0 mark 1, @entry = ktime_ns, @entry = { arg.2 = kernel(context+0:u64 + 112):u64; (arg.2 + arg.2) }
      program call_1 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_exit"}
        select context+8:u64
        case 0: call.read.return; paired by record 0 mark 1
          print %d (ktime_ns - entry @entry), %d entry @entry, "\\n"
      "
    `);
  });

  it("functions called in @entry have their variables there", async () => {
    expect(await listing("function odd:long(x:long) { y = x & 1 if (y) return x return 0 } probe call.read.return { println(@entry(odd(fd))) }")).toMatchInlineSnapshot(`
      "record 0 { @entry:long }
      program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0: call.read.return; companion
          arg.1 = kernel(context+0:u64 + 112):u64
          odd.2 = 0
          block L0
            x.3 = arg.1
            y.4 = 0
            y.4 = (x.3 & 1)
            if y.4
              odd.2 = x.3
              break L0
            odd.2 = 0
          remember in record 0 mark 1, @entry = odd.2
      program call_1 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_exit"}
        select context+8:u64
        case 0: call.read.return; paired by record 0 mark 1
          print %d entry @entry, "\\n"
      "
    `);
  });

  it("a return that reads nothing of its entry is paired too", async () => {
    expect(await listing("global n probe call.read.return { n++ }")).toMatchInlineSnapshot(`
      "global n: long shared
      record 0 of marks
      program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0: call.read.return; companion
          remember in record 0 mark 1
      program call_1 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_exit"}
        select context+8:u64
        case 0: call.read.return; paired by record 0 mark 1
          old(n add= 1)
      session automatic end last: end
        print "n=", %d n, "\\n"
      "
    `);
  });

  it("conditions stay with the handler", async () => {
    expect(await listing('global on probe trace("x") if (on) { println(1) } probe begin { on = 1 }')).toMatchInlineSnapshot(`
      "global on: long shared
      program trace_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"x"}
        case *: trace("x"); if on
          print "1\\n"
      session lifecycle begin 0: begin
        new(on = 1)
      "
    `);
  });
});
