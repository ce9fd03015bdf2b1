import { release } from "node:os";
import { tracepoints } from "@tapset/btf";
import { createKernel, type Fd } from "@tapset/sys";
import { afterAll, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { liveTarget } from "../src/index.js";

needs("bpf").describe("the running machine", () => {
  const open = new Set<Fd>();
  const kernel = createKernel({ tracer: { opened: (fd) => open.add(fd), closed: (fd) => open.delete(fd) } });
  const target = liveTarget(kernel);
  afterAll(() => target.close());

  it("is described", () => {
    expect(target.release).toBe(release());
    expect(target.hz).toBeGreaterThanOrEqual(100);
    expect(target.cpus.possible).toBeGreaterThanOrEqual(target.cpus.online);
  });

  needs("perf-tracepoint").it("shows its trace events, each with a format", () => {
    const events = target.traceEvents() ?? [];
    expect(events.length).toBeGreaterThan(500);
    const unread = events.filter(([subsystem, name]) => target.traceEvent(subsystem, name) === undefined);
    expect(unread).toEqual([]);
    expect(target.traceEvent("raw_syscalls", "sys_enter")?.fields.find(({ name }) => name === "args")).toMatchObject({ length: 6, size: 48 });
  });

  it("knows the address of its symbols", () => {
    const schedule = target.symbols()?.find("schedule");
    expect(schedule?.address).toBeGreaterThan(0n);
    expect(target.symbols()?.at((schedule?.address ?? 0n) + 3n)).toMatchObject({ symbol: { name: "schedule" }, offset: 3 });
  });

  it("answers for every feature, and leaves no descriptor behind", () => {
    const answers = target.featureNames.map((name) => [name, target.feature(name)] as const);
    expect(answers.filter(([, { verdict }]) => verdict === "unknown")).toEqual([]);
    expect(answers.filter(([, { verdict, reason }]) => (verdict === "yes") !== (reason === ""))).toEqual([]);
    expect(target.feature("raw-tracepoint").verdict).toBe("yes");
    expect(tracepoints(target.btf!)).toContain("sched_process_exec");
    target.close();
    expect([...open].map(({ what }) => what)).toEqual([]);
  });
});
