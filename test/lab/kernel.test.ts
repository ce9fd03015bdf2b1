import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { leftOut, leftOutOn } from "./files.mjs";
import { loadOrder, parseModulesDep } from "./kernel.mjs";
import { repository } from "./places.mjs";
import { qemuArguments } from "./qemu-arguments.mjs";

describe("modules", () => {
  const dependencies = parseModulesDep("kernel/net/9p/9p.ko: kernel/fs/netfs.ko kernel/fs/fscache.ko\nkernel/drivers/block/null_blk/null_blk.ko:\nkernel/x/virtio-rng.ko.xz:\n");

  it("load after what they depend on", () => {
    expect(loadOrder(dependencies, "9p")).toEqual(["kernel/fs/fscache.ko", "kernel/fs/netfs.ko", "kernel/net/9p/9p.ko"]);
    expect(loadOrder(dependencies, "null_blk")).toEqual(["kernel/drivers/block/null_blk/null_blk.ko"]);
  });

  it("are found by either spelling of their name", () => {
    expect(loadOrder(dependencies, "virtio_rng")).toEqual(loadOrder(dependencies, "virtio-rng"));
  });

  it("that a kernel doesn't have are named", () => {
    expect(() => loadOrder(dependencies, "floppy")).toThrow("module floppy: this kernel has none of that name");
  });
});

describe("a guest's hardware", () => {
  const given = { image: "/k", initramfs: "/i", exchange: "/x", consoleFile: "/c", disks: [] };

  it("shares memory and CPUs among nodes, all of them", () => {
    const args = qemuArguments({ ...given, memoryMegabytes: 1000, cpus: 4, nodes: 3 }).join(" ");
    expect([...args.matchAll(/size=(\d+)M/g)].map(([, size]) => Number(size))).toEqual([334, 333, 333]);
    expect([...args.matchAll(/cpus=(\d)/g)].map(([, cpu]) => cpu).sort()).toEqual(["0", "1", "2", "3"]);
    expect(qemuArguments(given).join(" ")).not.toContain("-numa");
  });

  it("has the host's files unchangeable, and its own boot words", () => {
    const args = qemuArguments({ ...given, bootWords: ["lockdown=confidentiality"] });
    expect(args.find((word: string) => word.includes("path=/,"))).toContain("readonly=on");
    expect(args[args.indexOf("-append") + 1]).toMatch(/ tapset\.lab lockdown=confidentiality$/);
  });
});

describe("files that don't run in the lab", () => {
  it("are there", () => {
    expect(leftOut.filter(({ file }) => !existsSync(join(repository, file)))).toEqual([]);
  });

  it("may run in one of the labs", () => {
    const one = leftOut.find(({ only }) => only === "lab");
    expect([leftOutOn("lab").includes(one?.file ?? ""), leftOutOn("locked-lab").includes(one?.file ?? "")]).toEqual([true, false]);
  });
});
