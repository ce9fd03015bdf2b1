import { describe, expect, it } from "vitest";
import { listing } from "./workbench.js";

describe("globals", () => {
  it("live in the session unless a kernel handler touches them", async () => {
    expect(await listing('global a, b probe begin { a = 1; b = a } probe trace("x") { println(b) }')).toMatchInlineSnapshot(`
      "global a: long session
      global b: long shared
      program trace_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"x"}
        case *: trace("x")
          print %d b, "\\n"
      session lifecycle begin 0: begin
        new(a = 1)
        new(b = a)
      "
    `);
  });

  it("have two copies where a session handler reads and then deletes them", async () => {
    expect(await listing('global a, s probe trace("x") { a[pid()]++; s <<< 1 } probe timer.ms(9) { foreach (k in a-) println(k, a[k]); print(@hist_log(s)); delete a; delete s }')).toMatchInlineSnapshot(`
      "global a[long] max 2048: long shared two copies
      global s: stats hist_log shared two copies
      program trace_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"x"}
        case *: trace("x")
          old(a[(pid_tgid >>> 32)] add= 1)
          s <<< 1
      session lifecycle events 0 {"kind":"interval","ms":9}: timer.ms(9); owns a, s
        foreach L0 [k.0] in a by value descending (1 a turn)
          print %d k.0, %d a[k.0], "\\n"
        print histogram s
        delete a
        delete s
      "
    `);
  });

  it("have one where a kernel handler would notice", async () => {
    expect(await listing('global a probe trace("x") { if (a[pid()]++ == 0) println(pid()) } probe timer.ms(9) { foreach (k in a) println(k); delete a }')).toMatchInlineSnapshot(`
      "global a[long] max 2048: long shared
      program trace_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"x"}
        case *: trace("x")
          if (old(a[(pid_tgid >>> 32)] add= 1) == 0)
            print %d (pid_tgid >>> 32), "\\n"
      session lifecycle events 0 {"kind":"interval","ms":9}: timer.ms(9)
        foreach L0 [k.0] in a (1 a turn)
          print %d k.0, "\\n"
        delete a
      "
    `);
  });

  it("have two where a session handler iterates over them while kernel handlers run", async () => {
    const owned = async (kernel: string, session: string): Promise<boolean> =>
      (await listing(`global a probe trace("x") { ${kernel} } ${session}`)).includes("owns a");
    const timer = "probe timer.ms(9) { foreach (k in a) println(k, a[k]) }";
    expect(await owned("a[pid()]++", timer)).toBe(true);
    expect(await owned("a[pid()] = 5", timer)).toBe(true);
    expect(await owned("a[pid()] <<< 5", "probe timer.ms(9) { foreach (k in a) println(k, @sum(a[k])) }")).toBe(true);
    // Nothing changes then.
    expect(await owned("a[pid()]++", "probe end { foreach (k in a) println(k, a[k]) }")).toBe(false);
    // A kernel handler would miss what the session owns.
    expect(await owned("if (!a[pid()]) a[pid()]++", timer)).toBe(false);
    // What the session gives back would be more than a product's factor.
    expect(await owned("a[pid()]++; a[1] *= 2", timer)).toBe(false);
    expect(await owned("a[pid()]++; a[1] = 2", timer)).toBe(false);
  });

  it("have one where the deletion isn't certain", async () => {
    expect(await listing('global a probe trace("x") { a[pid()]++ } probe timer.ms(9) { if (pid() == 1) next; println(a[1]); delete a }')).toMatchInlineSnapshot(`
      "global a[long] max 2048: long shared
      program trace_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"x"}
        case *: trace("x")
          old(a[(pid_tgid >>> 32)] add= 1)
      session lifecycle events 0 {"kind":"interval","ms":9}: timer.ms(9)
        if ((pid_tgid >>> 32) == 1)
          end
        print %d a[1], "\\n"
        delete a
      "
    `);
  });

  it("bound their strings by what is stored", async () => {
    expect(await listing('global s, a, grows, init = "four" probe trace("x") { s = "ab"; s = execname(); a["key", s] = "value"; grows .= "x"; println(init, grows, s) } probe end { foreach ([x, y] in a) println(x, y) }')).toMatchInlineSnapshot(`
      "global s: string(15) shared
      global a[string(3), string(15)] max 2048: string(5) shared
      global grows: string(511) shared
      global init: string(4) = "four" session
      program trace_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"x"}
        case *: trace("x")
          s = "ab"
          s = comm
          a["key", s] = "value"
          grows = (grows . "x")
          print "four", %s grows, %s s, "\\n"
      session lifecycle end 0: end
        local x.0: string(3)
        local y.1: string(15)
        foreach L0 [x.0, y.1] in a (1 a turn)
          print %s x.0, %s y.1, "\\n"
      "
    `);
  });

  it("keep a key raw when it's always the same fact", async () => {
    expect(await listing('global a, b probe call.* { a[name]++; b[name]++; b["other"]++ }')).toMatchInlineSnapshot(`
      "global a[string(5) raw call/name] max 2048: long shared
      global b[string(5)] max 2048: long shared
      program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0, 1, 2: call.*
          old(a[fact call/name(selector)] add= 1)
          old(b[fact call/name(selector)] add= 1)
          old(b["other"] add= 1)
      session automatic end last: end
        local key1.0: string(5)
        foreach L0 value.1 = [key1.0] in a by value descending (1 a turn)
          print "a[\\"", %#s key1.0, "\\"]=", %d value.1, "\\n"
      session automatic end last: end
        local key1.0: string(5)
        foreach L0 value.1 = [key1.0] in b by value descending (1 a turn)
          print "b[\\"", %#s key1.0, "\\"]=", %d value.1, "\\n"
      "
    `);
  });

  it("written and never read are printed at the end", async () => {
    expect(await listing('global n = 3, text, a, s, t, ptr, read, deleted probe begin { n++; text = "x"; a["k", 1] = 2; s <<< 1; t[1] <<< 2; println(read); read = 1; deleted[1] = 1; delete deleted } probe trace("x") { ptr = $p }')).toMatchInlineSnapshot(`
      "global n: long = 3 session
      global text: string(1) session
      global a[string(1), long] max 2048: long session
      global s: stats session
      global t[long] max 2048: stats session
      global ptr: long shared
      global read: long session
      global deleted[long] max 2048: long session
      program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          new(ptr = context+8:u64)
      session lifecycle begin 0: begin
        old(n add= 1)
        text = "x"
        new(a["k", 1] = 2)
        s <<< 1
        t[1] <<< 2
        print %d read, "\\n"
        new(read = 1)
        new(deleted[1] = 1)
        delete deleted
      session automatic end last: end
        print "n=", %d n, "\\n"
      session automatic end last: end
        print "text=\\"", %#s text, "\\"\\n"
      session automatic end last: end
        local key1.0: string(1)
        foreach L0 value.2 = [key1.0, key2.1] in a by value descending (1 a turn)
          print "a[\\"", %#s key1.0, "\\",", %d key2.1, "]=", %d value.2, "\\n"
      session automatic end last: end
        if (@count(s) == 0)
          print "s @count=0\\n"
        else
          print "s @count=", %d @count(s), " @min=", %d @min(s), " @max=", %d @max(s), " @sum=", %d @sum(s), " @avg=", %d @avg(s), "\\n"
      session automatic end last: end
        foreach L0 [key1.0] in t by count descending (1 a turn)
          print "t[", %d key1.0, "] @count=", %d @count(t[key1.0]), " @min=", %d @min(t[key1.0]), " @max=", %d @max(t[key1.0]), " @sum=", %d @sum(t[key1.0]), " @avg=", %d @avg(t[key1.0]), "\\n"
      session automatic end last: end
        print "ptr=", %#x ptr, "\\n"
      "
    `);
  });
});
