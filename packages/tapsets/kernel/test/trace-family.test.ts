import { fileURLToPath } from "node:url";
import { perfTracepointCallers, rawTracepointCallers, tracepointCallers, type DerivedProbe, type DeriveError, type Target } from "@tapset/core";
import { frozenTarget } from "@tapset/target";
import { derivePoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { traceFamily } from "../src/index.js";

const target: Target = frozenTarget(fileURLToPath(new URL("../../../engine/target/frozen/linux-6.18-x86_64", import.meta.url)));

/** As under lockdown=confidentiality: no tracefs. */
const withoutTracefs: Target = { ...target, traceEvents: () => undefined, traceEvent: () => undefined };
const withoutBtf: Target = { ...target, btf: undefined };
const blind: Target = { ...withoutTracefs, btf: undefined };

const trace = (name: string): string => `kernel.trace("${name}")`;

function probesOf(name: string, on: Target = target): readonly DerivedProbe[] {
  const outcome = derivePoint(traceFamily, trace(name), on);
  if (outcome.kind !== "probes") throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return outcome.probes;
}

function errorOf(name: string, on: Target = target): DeriveError {
  const outcome = derivePoint(traceFamily, trace(name), on);
  if (outcome.kind !== "errors") throw new Error(`${name}: ${outcome.kind}`);
  expect(outcome.errors).toHaveLength(1);
  return outcome.errors[0]!;
}

function pointsOf(name: string, on: Target = target): readonly string[] {
  return probesOf(name, on).map(({ point }) => point);
}

const variablesOf = ({ scope }: DerivedProbe): readonly string[] => scope.list().map(({ name }) => name);

describe("a tracepoint that BTF describes", () => {
  const [probe] = probesOf("sched:sched_switch");

  it("is attached typed, and raw where no variable is read", () => {
    expect(probe?.site).toEqual({
      where: "kernel",
      program: { type: "TRACING", expectedAttachType: "TRACE_RAW_TP", attachBtfName: "btf_trace_sched_switch", calledBy: tracepointCallers("sched_switch") },
      attach: { kind: "tp-btf", tracepoint: "sched_switch" },
      contextFree: { program: { type: "RAW_TRACEPOINT", calledBy: rawTracepointCallers }, attach: { kind: "raw-tracepoint", tracepoint: "sched_switch" } },
    });
    expect(probe?.needs).toEqual(["tp-btf"]);
  });

  it("that the kernel passes in interrupts is traced whatever runs, the session too", () => {
    const isInAnyTask = (name: string) => probesOf(name).map(({ site }) => site.where === "kernel" && site.inAnyTask);
    expect(isInAnyTask("irq:softirq_entry")).toEqual([true]);
    expect(isInAnyTask("block:block_rq_complete")).toEqual([true]);
    expect(isInAnyTask("block:block_rq_issue")).toEqual([undefined]);
  });

  it("offers its parameters by their author's names, then the groups", () => {
    expect(probe && variablesOf(probe)).toEqual(["$preempt", "$prev", "$next", "$prev_state", "$$name", "$$vars", "$$parms"]);
    expect(probe?.scope.lookup("$prev")).toMatchObject({ type: "long", doc: "struct task_struct *prev" });
    expect(probe?.scope.lookup("$rq")).toBeUndefined();
    expect(probe?.scope.lookup("prev")).toBeUndefined();
  });

  it("is found by its name alone too, and then has its full name for pp()", () => {
    expect(pointsOf("sched_switch")).toEqual([trace("sched:sched_switch")]);
    expect(pointsOf("sys_enter")).toEqual([trace("raw_syscalls:sys_enter")]);
  });

  it("is attached raw where a typed program couldn't read all its parameters", () => {
    const [execution] = probesOf("workqueue:workqueue_execute_end");
    const attach = { kind: "raw-tracepoint", tracepoint: "workqueue_execute_end" };
    expect(execution?.site).toEqual({ where: "kernel", program: { type: "RAW_TRACEPOINT", calledBy: tracepointCallers("workqueue_execute_end") }, attach, contextFree: { program: { type: "RAW_TRACEPOINT", calledBy: rawTracepointCallers }, attach } });
    expect(execution?.needs).toEqual(["raw-tracepoint"]);
  });

  it("may have no trace event, and then no subsystem", () => {
    expect(pointsOf("sched_update_nr_running_tp")).toEqual([trace("sched_update_nr_running_tp")]);
    expect(errorOf("sched:sched_update_nr_running_tp").id).toBe("no-such-tracepoint");
  });
});

describe("a trace event that is no tracepoint of its own", () => {
  const [probe] = probesOf("syscalls:sys_enter_openat");

  it("is attached by its number", () => {
    const id = target.traceEvent("syscalls", "sys_enter_openat")?.id;
    expect(id).toBeGreaterThan(0);
    expect(probe?.site).toEqual({
      where: "kernel",
      program: { type: "TRACEPOINT", calledBy: perfTracepointCallers("sys_enter_openat") },
      attach: { kind: "perf-tracepoint", tracepoint: "syscalls:sys_enter_openat", id },
    });
    expect(probe?.needs).toEqual(["perf-tracepoint"]);
  });

  it("offers the fields of its record", () => {
    expect(probe && variablesOf(probe)).toEqual(["$__syscall_nr", "$dfd", "$filename", "$flags", "$mode", "$$name", "$$vars", "$$parms"]);
  });
});

describe("wildcards", () => {
  it("stand for parts of the subsystem and of the name", () => {
    const sched = pointsOf("sched:*");
    expect(sched.length).toBeGreaterThan(20);
    expect(sched.every((point) => point.startsWith('kernel.trace("sched:'))).toBe(true);
    expect(sched).toContain(trace("sched:sched_switch"));
    expect(pointsOf("sch?d:sched_switch")).toEqual([trace("sched:sched_switch")]);
    expect(pointsOf("*:sched_swit[abc]h")).toEqual([trace("sched:sched_switch")]);
    expect(pointsOf("kmem:kmallo?")).toEqual([trace("kmem:kmalloc")]);
  });

  it("of a subsystem are refused where tracefs, which alone knows subsystems, can't be read", () => {
    expect(errorOf("sched:sched_sw*", withoutTracefs).id).toBe("unseen-subsystem");
    expect(pointsOf("sched_switc*", withoutTracefs)).toEqual([trace("sched_switch")]);
  });

  it("without a subsystem stand for the name in all of them", () => {
    const enters = pointsOf("sys_enter*");
    expect(enters).toContain(trace("raw_syscalls:sys_enter"));
    expect(enters).toContain(trace("syscalls:sys_enter_openat"));
    expect(enters.length).toBeGreaterThan(300);
  });

  it("stand for everything there is, each once", () => {
    const all = pointsOf("*");
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(target.traceEvents()!.length);
  });
});

describe("a kernel that doesn't show its trace events", () => {
  it("is served from BTF, by name", () => {
    expect(pointsOf("sched_switch", withoutTracefs)).toEqual([trace("sched_switch")]);
    // As the script wrote it: pp() is the same where subsystems are seen.
    expect(pointsOf("sched:sched_switch", withoutTracefs)).toEqual([trace("sched:sched_switch")]);
    const [probe] = probesOf("sched:sched_switch", withoutTracefs);
    expect(probe?.site).toMatchObject({ attach: { kind: "tp-btf" } });
  });

  it("has no events that aren't tracepoints", () => {
    expect(errorOf("syscalls:sys_enter_openat", withoutTracefs).id).toBe("no-such-tracepoint");
  });
});

describe("a kernel that doesn't show its types", () => {
  it("is served by the trace events' records", () => {
    const [probe] = probesOf("sched:sched_switch", withoutBtf);
    expect(probe?.site).toMatchObject({ program: { type: "TRACEPOINT" }, attach: { kind: "perf-tracepoint", tracepoint: "sched:sched_switch" } });
    expect(probe && variablesOf(probe)).toContain("$prev_pid");
  });

  it("and no trace events either lacks what it takes", () => {
    expect(errorOf("sched:sched_switch", blind)).toMatchObject({ id: "no-trace-events", lacks: "tp-btf" });
  });
});

describe("what matches nothing", () => {
  it("is told with names like it", () => {
    expect(errorOf("sched_swich")).toMatchObject({ id: "no-such-tracepoint" });
    expect(errorOf("sched_swich").hints[0]).toMatch(/^did you mean 'sched:sched_switch'/);
    expect(errorOf("shed:sched_switch").hints[0]).toMatch(/^did you mean 'sched:sched_switch'/);
    expect(errorOf("page_fault").hints[0]).toContain("exceptions:page_fault_user");
  });

  it("is told how to list them where nothing is like it", () => {
    for (const name of ["nosuch:*", "", "sched:", "[z-a]"]) {
      expect(errorOf(name).id).toBe("no-such-tracepoint");
      expect(errorOf(name).hints).toEqual(["list what there is with: tapset -l 'kernel.trace(\"*\")'"]);
    }
  });

  it("is a mismatch where the point's form is wrong", () => {
    const idOf = (text: string) => {
      const outcome = derivePoint(traceFamily, text, target);
      return outcome.kind === "mismatch" ? outcome.mismatch.id : outcome.kind;
    };
    expect(idOf("kernel.trace")).toBe("missing-literal");
    expect(idOf("kernel.trace(5)")).toBe("wrong-literal-type");
    expect(idOf('kernel.trace("sched_switch").return')).toBe("extra-component");
  });
});
