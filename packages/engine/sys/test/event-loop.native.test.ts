import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SyscallError } from "../src/index.js";
import { describeLive, liveKernel } from "./live-kernel.js";

const { kernel, open } = liveKernel();

describe("event descriptors", () => {
  it("count a timer's expirations in the kernel, however late they are read", async () => {
    const timer = kernel.events.timer("monotonic");
    const began = kernel.clocks.nowNs("monotonic");
    timer.arm(1_000_000n, 1_000_000n);
    let wakes = 0;
    const ticks = await new Promise<number>((resolve) => {
      let sum = 0;
      const watch = kernel.events.watch(timer.fd, () => {
        wakes++;
        sum += timer.ticks();
        // Late on purpose: some twenty expirations pass meanwhile.
        if (wakes === 1) while (kernel.clocks.nowNs("monotonic") < began + 20_000_000n);
        if (sum >= 20) {
          watch.close();
          resolve(sum);
        }
      });
    });
    expect(ticks).toBeGreaterThan(wakes);
    timer.arm(0n, 0n);
    timer.ticks();
    expect(timer.ticks()).toBe(0);
    timer.close();
    expect(open()).toEqual([]);
  });

  it("tell when a process ends", async () => {
    const child = spawn("/bin/sh", ["-c", "read line"], { stdio: ["pipe", "ignore", "ignore"] });
    const pidfd = kernel.events.pidfd(child.pid ?? -1);
    const ended = new Promise<void>((resolve) => {
      const watch = kernel.events.watch(pidfd, () => {
        watch.close();
        resolve();
      });
    });
    child.stdin.end();
    await ended;
    pidfd.close();
    expect(() => kernel.events.pidfd(0x3fff_ffff)).toThrow(SyscallError);
    expect(open()).toEqual([]);
  });

  it("carry eventfd counts through read and write", () => {
    const fd = kernel.events.eventfd();
    const buffer = new Uint8Array(8);
    expect(kernel.files.read(fd, buffer)).toBeUndefined();
    const three = new Uint8Array(new BigUint64Array([3n]).buffer);
    expect(kernel.files.write(fd, three)).toBe(8);
    expect(kernel.files.read(fd, buffer)).toBe(8);
    expect(buffer).toEqual(three);
    fd.close();
  });

  it("are closed when a program is executed", () => {
    const fd = kernel.events.eventfd();
    const flags = /^flags:\s+(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd.number}`, "latin1"))?.[1] ?? "0";
    expect(Number.parseInt(flags, 8) & 0o2000000).toBe(0o2000000);
    fd.close();
  });
});

describe("the process", () => {
  it("knows its thread, its CPUs and its page size", () => {
    expect(kernel.process.pid()).toBe(process.pid);
    expect(kernel.process.tid()).toBeGreaterThan(0);
    const allowed = /^Cpus_allowed_list:\t(.*)$/m.exec(readFileSync("/proc/thread-self/status", "latin1"))?.[1];
    const affinity = kernel.process.affinity();
    const [first = 0] = affinity;
    kernel.process.setAffinity([first]);
    expect(kernel.process.affinity()).toEqual([first]);
    kernel.process.setAffinity(affinity);
    expect(/^Cpus_allowed_list:\t(.*)$/m.exec(readFileSync("/proc/thread-self/status", "latin1"))?.[1]).toBe(allowed);
    expect([4096, 16384, 65536]).toContain(kernel.memory.pageSize);
  });

  it("reads the clocks", () => {
    const before = BigInt(Date.now()) * 1_000_000n;
    expect(kernel.clocks.nowNs("realtime")).toBeGreaterThanOrEqual(before);
    const first = kernel.clocks.nowNs("monotonic");
    expect(kernel.clocks.nowNs("monotonic")).toBeGreaterThanOrEqual(first);
    expect(kernel.clocks.nowNs("boottime")).toBeGreaterThanOrEqual(first);
  });
});

describeLive("as root", () => {
  it("a filesystem can be mounted nowhere", () => {
    const before = readFileSync("/proc/self/mountinfo", "latin1");
    const securityfs = kernel.mounts.detached("securityfs");
    expect(readFileSync(`/proc/self/fd/${securityfs.number}/lockdown`, "latin1")).toMatch(/\[(none|integrity|confidentiality)\]/);
    expect(readFileSync("/proc/self/mountinfo", "latin1")).toBe(before);
    securityfs.close();
    expect(open()).toEqual([]);
    expect(() => kernel.mounts.detached("nonesuch")).toThrow("mount nonesuch: fsopen: no such device (ENODEV)");
  });

  it("a grace period can be waited for", () => {
    expect(() => kernel.process.awaitGracePeriod()).not.toThrow();
  });
});
