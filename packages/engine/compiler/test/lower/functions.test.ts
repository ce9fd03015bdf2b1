import { describe, expect, it } from "vitest";
import { listing } from "./workbench.js";

describe("functions are inlined", () => {
  it("a body that returns at its end leaves only its value", async () => {
    expect(await listing('function f(a, b) { return a - b } probe trace("x") { println(f($a, 3)) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %d (context+0:u64 - 3), "\\n"
      "
    `);
  });

  it("a return in the middle leaves a block", async () => {
    expect(await listing('function f(a) { if (a > 3) return a * 2; return a - 1 } probe trace("x") { println(f($a)) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          block L0
            if (context+0:u64 > 3)
              f.2 = (context+0:u64 * 2)
              break L0
            f.2 = (context+0:u64 - 1)
          print %d f.2, "\\n"
      "
    `);
  });

  it("locals begin anew at each call, at zero where they may be read first", async () => {
    expect(await listing("function f(n) { for (i = 0; i < n; i++) s += i; return s } probe begin { println(f(pid())); println(f(2)) }")).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        arg.0 = (pid_tgid >>> 32)
        s.4 = 0
        i.3 = 0
        loop L1 (3 a turn)
          if (i.3 >= arg.0)
            break L1
          s.4 = (s.4 + i.3)
          i.3 = (i.3 + 1)
        print %d s.4, "\\n"
        s.10 = 0
        i.9 = 0
        loop L4 (3 a turn)
          if (i.9 >= 2)
            break L4
          s.10 = (s.10 + i.9)
          i.9 = (i.9 + 1)
        print %d s.10, "\\n"
      "
    `);
  });

  it("an argument that's assigned is a copy", async () => {
    expect(await listing("function f(x) { x++; return x } probe begin { y = pid(); println(f(y), y) }")).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        y.0 = (pid_tgid >>> 32)
        x.3 = y.0
        x.3 = (x.3 + 1)
        print %d x.3, %d y.0, "\\n"
      "
    `);
  });

  it("overloads are tried in order, each left by next", async () => {
    expect(await listing('function f:long(x) { if (x < 1) next; return 1 } function f:long(x) { if (x < 2) return 7; next } probe trace("x") { println(f($a)) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          block L0
            block L1
              if (context+0:u64 < 1)
                break L1
              f.2 = 1
              break L0
            if (context+0:u64 < 2)
              f.2 = 7
              break L0
            raise "all overloads of function 'f' exhausted"
          print %d f.2, "\\n"
      "
    `);
  });

  it("a function without value is its statements", async () => {
    expect(await listing('function say(s) { println(s) } probe begin { say("a"); say(execname()) }')).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        print "a\\n"
        print %s comm, "\\n"
      "
    `);
  });
});

describe("functions that call themselves stay functions", () => {
  it("of the handler that calls them", async () => {
    expect(await listing('function fact(n) { if (n <= 1) return 1; return n * fact(n - 1) } probe trace("x") { println(fact($a)) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          function F0 fact(n.2: long): long (3 a call)
            if (n.2 <= 1)
              return 1
            return (n.2 * { fact.4 = call F0((n.2 - 1)); fact.4 })
          fact.5 = call F0(context+0:u64)
          print %d fact.5, "\\n"
      "
    `);
  });

  it("with all that they reach of their cycle, and what is no cycle inlined", async () => {
    const script = 'function less(n) { return n - 1 } function even(n) { return n == 0 ? 1 : odd(less(n)) } function odd(n) { return n == 0 ? 0 : even(less(n)) } probe begin { println(even(pid())) }';
    expect(await listing(script)).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        function F0 even(n.1: long): long (1 a call)
          return ((n.1 == 0) ? 1 : { less.4 = (n.1 - 1); odd.13 = call F1(less.4); odd.13 })
        function F1 odd(n.7: long): long (1 a call)
          return ((n.7 == 0) ? 0 : { less.10 = (n.7 - 1); even.12 = call F0(less.10); even.12 })
        even.14 = call F0((pid_tgid >>> 32))
        print %d even.14, "\\n"
      "
    `);
  });

  it("with strings as long as they can become", async () => {
    expect(await listing('function f(s, n) { return n == 0 ? s : f(s . "x", n - 1) } probe begin { println(f("a", 3)) }')).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        local f.6: string(511)
        function F0 f(s.1: string(511), n.2: long): string(511) (1 a call)
          return ((n.2 == 0) ? s.1 : { f.5 = call F0((s.1 . "x"), (n.2 - 1)); f.5 })
        f.6 = call F0("a", 3)
        print %s f.6, "\\n"
      "
    `);
  });
});
