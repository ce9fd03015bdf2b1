import { describe, expect, it } from "vitest";
import { listing } from "./workbench.js";

describe("statements become structured IR", () => {
  it("loops guard at their top, and continue leaves a block around the body", async () => {
    expect(await listing("probe begin { for (i = 0; i < 3; i++) { if (i == 1) continue; if (i > 1) break; println(i) } }")).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        i.0 = 0
        loop L0 (5 a turn)
          if (i.0 >= 3)
            break L0
          block L1
            if (i.0 == 1)
              break L1
            if (i.0 > 1)
              break L0
            print %d i.0, "\\n"
          i.0 = (i.0 + 1)
      "
    `);
  });

  it("a loop for ever has no guard", async () => {
    expect(await listing("probe begin { for (;;) { println(1); break } }")).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        loop L0 (1 a turn)
          print "1\\n"
          break L0
      "
    `);
  });

  it("what stands behind a loop that nothing leaves is dropped", async () => {
    expect(await listing("probe begin { while (1) x++; println(x) }")).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        loop L0 (1 a turn)
      "
    `);
  });

  it("foreach takes keys, value, slice, order and limit", async () => {
    expect(await listing('global a probe begin { foreach ([k, n] in a[*, 3] @sum- limit 2) println(k) } probe end { a["x", 1] <<< 1 }')).toMatchInlineSnapshot(`
      "global a[string(1), long] max 2048: stats session
      session lifecycle begin 0: begin
        local k.0: string(1)
        foreach L0 [k.0, n.1] in a[*, 3] by sum descending limit 2 (1 a turn)
          print %s k.0, "\\n"
      session lifecycle end 0: end
        a["x", 1] <<< 1
      "
    `);
  });

  it("foreach sorts by value or key", async () => {
    expect(await listing("global a probe begin { a[2] = 1; foreach (v = [k+] in a) println(k, v); foreach (k in a-) println(k) }")).toMatchInlineSnapshot(`
      "global a[long] max 2048: long session
      session lifecycle begin 0: begin
        new(a[2] = 1)
        foreach L0 v.0 = [k.1] in a by key 1 ascending (1 a turn)
          print %d k.1, %d v.0, "\\n"
        foreach L2 [k.1] in a by value descending (1 a turn)
          print %d k.1, "\\n"
      "
    `);
  });

  it("foreach into a global stores at each turn", async () => {
    expect(await listing("global a, last probe begin { a[2] = 1; foreach (last in a) println(last) }")).toMatchInlineSnapshot(`
      "global a[long] max 2048: long session
      global last: long session
      session lifecycle begin 0: begin
        new(a[2] = 1)
        foreach L0 [last.0] in a (2 a turn)
          new(last = last.0)
          print %d last, "\\n"
      "
    `);
  });

  it("foreach over a histogram goes through its buckets", async () => {
    expect(await listing("global s probe begin { s <<< 1; foreach (b in @hist_log(s) limit 2) println(b, @hist_log(s)[b]) }")).toMatchInlineSnapshot(`
      "global s: stats hist_log session
      session lifecycle begin 0: begin
        s <<< 1
        bucket.3 = 0
        left.2 = 2
        loop L0 (6 a turn)
          loop L1 (0 a turn)
            if (bucket.3 >= 128)
              break L1
            if @hist(s)[bucket.3]
              break L1
            bucket.3 = (bucket.3 + 1)
          if (bucket.3 >= 128)
            break L0
          if (left.2 <= 0)
            break L0
          left.2 = (left.2 - 1)
          b.0 = bucket.3
          print %d b.0, %d @hist(s)[b.0], "\\n"
          bucket.3 = (bucket.3 + 1)
      "
    `);
  });

  it("try keeps what its handler reads", async () => {
    expect(await listing('probe begin { try { error("x") } catch (m) { println(m) } x = 1; try { x = 2 / x } catch { println(x) } }')).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        local m.0: string(511)
        try
          raise "x"
        catch m.0
          print %s m.0, "\\n"
        x.1 = 1
        try
          x.1 = (2 / x.1)
        catch
          print %d x.1, "\\n"
      "
    `);
  });

  it("delete takes elements, arrays and locals", async () => {
    expect(await listing("global a probe begin { a[1] = 2; delete a[1]; delete a; x = 3; println(x); delete x; println(x) }")).toMatchInlineSnapshot(`
      "global a[long] max 2048: long session
      session lifecycle begin 0: begin
        new(a[1] = 2)
        delete a[1]
        delete a
        x.0 = 3
        print %d x.0, "\\n"
        x.0 = 0
        print %d x.0, "\\n"
      "
    `);
  });

  it("next ends the handler", async () => {
    expect(await listing("probe begin { if (pid() == 1) next; println(2) }")).toMatchInlineSnapshot(`
      "session lifecycle begin 0: begin
        if ((pid_tgid >>> 32) == 1)
          end
        print "2\\n"
      "
    `);
  });

  it("cost their longest way a turn", async () => {
    expect(await listing('probe begin { for (i = 0; i < 4; i++) { if (i) print("a"); else { print("b"); print("c") } } }')).toMatch(/loop L0 \(5 a turn\)/);
  });
});
