import { describe, expect, it } from "vitest";
import { listing } from "./workbench.js";

describe("values of the probe point", () => {
  it("that cost nothing are read in place", async () => {
    expect(await listing('probe trace("x") { println($a + $a) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %d (context+0:u64 + context+0:u64), "\\n"
      "
    `);
  });

  it("with one use are made there", async () => {
    expect(await listing('probe trace("x") { if ($a) println($slow) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          if context+0:u64
            print %d kernel?(context+0:u64):u64, "\\n"
      "
    `);
  });

  it("with several uses are made once, before the first", async () => {
    expect(await listing('probe trace("x") { if (pid() != 3) next; println($slow); println($slow) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          if ((pid_tgid >>> 32) != 3)
            end
          $slow.1 = kernel?(context+0:u64):u64
          print %d $slow.1, "\\n"
          print %d $slow.1, "\\n"
      "
    `);
  });

  it("used in a loop are made before it", async () => {
    expect(await listing('probe trace("x") { for (i = 0; i < 3; i++) println($slow) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          i.0 = 0
          $slow.3 = kernel?(context+0:u64):u64
          loop L0 (3 a turn)
            if (i.0 >= 3)
              break L0
            print %d $slow.3, "\\n"
            i.0 = (i.0 + 1)
      "
    `);
  });

  it("are made in each branch that needs them", async () => {
    expect(await listing('probe trace("x") { if ($a) println($slow, $slow); else println($slow + 1) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          if context+0:u64
            $slow.2 = kernel?(context+0:u64):u64
            print %d $slow.2, %d $slow.2, "\\n"
          else
            print %d (kernel?(context+0:u64):u64 + 1), "\\n"
      "
    `);
  });

  it("that can fail aren't made on ways that don't need them", async () => {
    expect(await listing('probe trace("x") { if ($a) println($fails); if (pid() == 2) println($fails + 1) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          if context+0:u64
            print %d kernel(context+0:u64):u64, "\\n"
          if ((pid_tgid >>> 32) == 2)
            print %d (kernel(context+0:u64):u64 + 1), "\\n"
      "
    `);
  });

  it("that nobody reads cost nothing", async () => {
    expect(await listing('probe a = trace("x") { v = $slow; w = $fails; name = "n"; text = sprintf("%d:%s", $a, execname()) } probe a { println(name, " ", text) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: a
          print "n ", %d context+0:u64, ":", %s comm, "\\n"
      "
    `);
  });

  it("are variables where the handler assigns them", async () => {
    expect(await listing("probe call.read { println(fd); fd = 3; println(fd) }")).toMatchInlineSnapshot(`
      "program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0: call.read
          fd.1 = kernel(context+0:u64 + 112):u64
          print %d fd.1, "\\n"
          fd.1 = 3
          print %d fd.1, "\\n"
      "
    `);
  });

  it("as text are kept in parts and made where they're printed", async () => {
    expect(await listing('probe call.read { printf("%s\\n", argstr); if (fd) printf("again %s\\n", argstr) }')).toMatchInlineSnapshot(`
      "program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0: call.read
          local argstr.6: string(31)
          argstr.5 = kernel(context+0:u64 + 112):u64
          argstr.6 = user string(kernel(context+0:u64 + 104):u64, 31, else "<unknown>")
          print %d argstr.5, ", ", %s fact call/quoted(argstr.6), "\\n"
          if kernel(context+0:u64 + 112):u64
            print "again ", %d argstr.5, ", ", %s fact call/quoted(argstr.6), "\\n"
      "
    `);
  });

  it("as text are made once where something else wants them", async () => {
    expect(await listing('global a probe call.read { t = sprintf("%d", fd); a[t]++; println(a[t . "x"]) }')).toMatchInlineSnapshot(`
      "global a[string(25)] max 2048: long shared
      program call_0 RAW_TRACEPOINT
        attach {"kind":"raw","name":"sys_enter"}
        select context+8:u64
        case 0: call.read
          local t.1: string(24)
          t.1 = format(%d kernel(context+0:u64 + 112):u64)
          old(a[t.1] add= 1)
          print %d a[(t.1 . "x")], "\\n"
      "
    `);
  });
});
