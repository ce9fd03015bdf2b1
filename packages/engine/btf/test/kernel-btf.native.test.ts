import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { Btf, printType, resolvePath, sizeOf, tracepointArguments, tracepoints, tracepointTypeId } from "../src/index.js";

const VMLINUX = "/sys/kernel/btf/vmlinux";

needs("kernel-types").describe("the running kernel's types", () => {
  let btf: Btf;
  beforeAll(() => {
    btf = Btf.parse(readFileSync(VMLINUX));
  });

  it("decode, all of them, and print", () => {
    expect(btf.endId).toBeGreaterThan(50_000);
    const cut: string[] = [];
    for (let id = 0; id < btf.endId; id++) {
      const printed = printType(btf.type(id));
      if (printed.replaceAll("{…}", "").includes("…")) cut.push(printed);
    }
    expect(cut).toEqual([]);
  });

  it("are found by name the same way by scan and by index", () => {
    const names = ["task_struct", "list_head", "sk_buff", "file", "inode", "path", "pt_regs", "mm_struct", "nonesuch_at_all"];
    const scanned = names.map((name) => btf.byName("struct", name)?.id);
    const indexed = names.map((name) => btf.byName("struct", name)?.id);
    expect(indexed).toEqual(scanned);
    expect(scanned.at(-1)).toBeUndefined();
    expect(scanned.slice(0, -1)).not.toContain(undefined);
  });

  it("describe the task", () => {
    const task = btf.byName("struct", "task_struct");
    const comm = task?.members.find(({ name }) => name === "comm");
    expect(comm && printType(comm.type, comm.name)).toBe("char comm[16]");
    expect(task && sizeOf(task)).toBe(task?.size);
    expect(btf.enumerator("TASK_COMM_LEN")).toBe(16n);
  });

  it("describe tracepoints with the names of their arguments", () => {
    expect(tracepoints(btf)).toContain("sched_switch");
    expect(tracepointTypeId(btf, "sched_switch")).toBeGreaterThan(0);
    const names = tracepointArguments(btf, "sched_switch")?.map(({ name }) => name);
    expect(names?.slice(0, 3)).toEqual(["preempt", "prev", "next"]);
  });

  it("lead along a path", () => {
    const prev = tracepointArguments(btf, "sched_switch")?.[1];
    const result = prev && resolvePath(btf, prev.type, ["real_parent", "tgid"].map((name) => ({ kind: "member", name })));
    expect(result).toMatchObject({ ok: true, accesses: [{ scalar: { isPointer: true } }, { scalar: { size: 4, signed: true } }] });
  });
});
