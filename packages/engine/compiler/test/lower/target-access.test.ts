import { describe, expect, it } from "vitest";
import { listing } from "./workbench.js";

describe("target expressions", () => {
  it("typed pointers are followed by typed loads", async () => {
    expect(await listing('probe trace("x") { println($p->pid, $p->parent->parent->state) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %d typed(context+8:u64 + 8):s32, %d typed(typed(typed(context+8:u64 + 40):u64 + 40):u64):s64, "\\n"
      "
    `);
  });

  it("embedded structures and arrays are addresses", async () => {
    expect(await listing('probe trace("x") { println($p->inner, $p->comm, &$p->pid, $p->inner->y) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %d (context+8:u64 + 16), %d (context+8:u64 + 24), %d (context+8:u64 + 8), %d typed(context+8:u64 + 20):u32, "\\n"
      "
    `);
  });

  it("bit-fields are cut out of their word", async () => {
    expect(await listing('probe trace("x") { println($p->a, $p->b) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %d (typed(context+8:u64 + 12):u32 & 7), %d ((typed(context+8:u64 + 12):u32 << 56) >> 59), "\\n"
      "
    `);
  });

  it("indexes are constant offsets or computed addresses", async () => {
    expect(await listing('probe trace("x") { println($p->numbers[2], $p->numbers[$a], $p->slot[1]) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %d typed(context+8:u64 + 56):s32, %d kernel((context+8:u64 + (context+0:u64 * 4)) + 48):s32, %d kernel(typed(context+8:u64 + 64):u64 + 4):s32, "\\n"
      "
    `);
  });

  it("a cast is read through the kernel helper", async () => {
    expect(await listing('probe trace("x") { println(@cast($a, "task")->parent->pid, @cast($a, "struct task *")->pid, @cast($a, "task_t")->state) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %d kernel(kernel(context+0:u64 + 40):u64 + 8):s32, %d kernel(context+0:u64 + 8):s32, %d kernel(context+0:u64):s64, "\\n"
      "
    `);
  });

  it("a pointer that is taken for one to another structure is no longer what the verifier knows", async () => {
    expect(await listing('probe trace("x") { println(@cast($p, "task")->pid, @cast($p, "inner")->y) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %d typed(context+8:u64 + 8):s32, %d kernel(context+8:u64 + 4):u32, "\\n"
      "
    `);
  });

  it("a variable keeps the C type of what it was assigned", async () => {
    expect(await listing('probe trace("x") { q = $p->parent; println(q->pid); i = &$p->inner; println(i->x) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %d typed(typed(context+8:u64 + 40):u64 + 8):s32, "\\n"
          print %d typed((context+8:u64 + 16)):s32, "\\n"
      "
    `);
  });

  it("$ opens one level, $$ all", async () => {
    expect(await listing('probe trace("x") { println($p->inner$); println($p->numbers$$); println($p->comm$, $p->parent->slot$, $a$) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_x
        attach {"kind":"tp-btf","name":"x"}
        case *: trace("x")
          print %s (((context+8:u64 + 16) >= 0) ? "ERROR" : format("{.x=", %d typed((context+8:u64 + 16)):s32, ", .y=", %u typed((context+8:u64 + 16) + 4):u32, "}")), "\\n"
          print %s (((context+8:u64 + 48) >= 0) ? "ERROR" : format("[", %d typed((context+8:u64 + 48)):s32, ", ...]")), "\\n"
          print %s (((context+8:u64 + 24) >= 0) ? "ERROR" : fact core/quoted-511((((context+8:u64 + 24) == 0) ? format("\\u0001", %p 0) : kernel string((context+8:u64 + 24), 16 of 25, else format("\\u0001", %p (context+8:u64 + 24)))))), %s { unreadable.2 = 1; try { part.1 = kernel(typed(typed(context+8:u64 + 40):u64 + 64):u64):s32; unreadable.2 = 0 } catch {  }; ((unreadable.2 || (typed(context+8:u64 + 40):u64 >= 0)) ? "ERROR" : format(%d part.1)) }, %#x context+0:u64, "\\n"
      "
    `);
  });

  it("$$vars$ names each variable", async () => {
    expect(await listing('probe trace("y") { println($p->inner$$); println($$vars); println(strlen($$vars$)) }')).toMatchInlineSnapshot(`
      "program trace_0 TRACING TRACE_RAW_TP btf_trace_y
        attach {"kind":"tp-btf","name":"y"}
        case *: trace("y")
          print %s (((context+8:u64 + 16) >= 0) ? "ERROR" : format("{.x=", %d typed((context+8:u64 + 16)):s32, ", .y=", %u typed((context+8:u64 + 16) + 4):u32, "}")), "\\n"
          print "a=", %#x context+0:u64, "\\n"
          print %d strlen(format("a=", %#x context+0:u64, " p=", %s ((context+8:u64 >= 0) ? "ERROR" : format("{.state=", %d typed(context+8:u64):s64, ", .pid=", %d typed(context+8:u64 + 8):s32, ", .a=", %u (typed(context+8:u64 + 12):u32 & 7), ", .b=", %d ((typed(context+8:u64 + 12):u32 << 56) >> 59), ", .inner={...}, .comm=[...], .parent=", %p typed(context+8:u64 + 40):u64, ", .numbers=[...], .slot=", %p typed(context+8:u64 + 64):u64, ", .remote=", %p typed(context+8:u64 + 72):u64, ", .title=", %s fact core/quoted-511(((typed(context+8:u64 + 80):u64 == 0) ? format("\\u0001", %p 0) : kernel string(typed(context+8:u64 + 80):u64, 511, else format("\\u0001", %p typed(context+8:u64 + 80):u64)))), "}")))), "\\n"
      "
    `);
  });
});
