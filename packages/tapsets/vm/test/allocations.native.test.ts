import { readdirSync } from "node:fs";
import { needs, toldSession } from "@tapset/testkit";
import { createKernel } from "@tapset/sys";
import { liveTarget } from "@tapset/target";
import { sizeOf } from "@tapset/btf";
import { expect, it } from "vitest";
import { program, vmTapsets as tapsets } from "./vm-tapsets.js";

const traced = needs("tp-btf", "ring-buffer", "perl");

/** Bytes of a structure of this machine's kernel. */
function kernelSize(structure: string): number {
  const target = liveTarget(createKernel());
  try {
    return sizeOf(target.btf!.byName("struct", structure)!)!;
  } finally {
    target.close();
  }
}

/** Lines of one probe, without its name. */
const of = (name: string, lines: readonly string[]): readonly string[] => lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

traced.describe("the kernel's allocations", () => {
  it("by size are what was asked for, and the same memory is freed", async () => {
    const script = `
      global memory
      probe vm.kmalloc {
        if (pid() != target() || bytes_req != 1616) next
        memory = ptr
        printf("%s %d %d %s\\n", name, bytes_req, bytes_alloc, gfp_flag_name)
        printf("flags %d %d\\n", gfp_flags != 0, call_site < 0)
      }
      probe vm.kfree { if (pid() == target() && memory && ptr == memory) { memory = 0 printf("%s %d\\n", name, call_site < 0) } }`;
    const { seen, messages } = await toldSession(script, program("allocations"), { tapsets });
    expect(messages).toBe("");
    expect(seen).toEqual(["kmalloc 1616 2048 GFP_KERNEL", "flags 1 1", "kfree 1"]);
  });

  needs("read-kernel").it("are in the memory of a node that there is", async () => {
    const script = 'probe vm.kmalloc { if (pid() == target() && bytes_req == 1616) printf("%d\\n", addr_to_node(ptr)) }';
    const { seen, messages } = await toldSession(script, program("allocations"), { tapsets });
    expect(messages).toBe("");
    const nodes = readdirSync("/sys/devices/system").includes("node") ? readdirSync("/sys/devices/system/node") : ["node0"];
    expect(seen).toHaveLength(1);
    expect(nodes).toContain(`node${seen[0]!}`);
  });

  needs("read-kernel").it("of objects have the object's size, and the same object is freed", async () => {
    const script = `
      global paths
      probe vm.kmem_cache_alloc { if (pid() == target() && bytes_req == 4096) { paths[ptr] = 1 printf("%s %d %s\\n", name, bytes_alloc, gfp_flag_name) } }
      probe vm.kmem_cache_free { if (ptr in paths) { delete paths[ptr] println(name) } }`;
    const { seen, messages } = await toldSession(script, program("allocations"), { tapsets });
    // Within each other only one of an allocation's events may be seen, which is told.
    expect(messages.replace(/^WARNING: (Number of errors: 0, skipped probes: \d+|\d+ events? missed by the kernel in probe .*)\n/gm, "")).toBe("");
    const allocated = seen.filter((line) => line === "kmem_cache_alloc 4096 GFP_KERNEL");
    const freed = seen.filter((line) => line === "kmem_cache_free");
    expect(allocated.length).toBeGreaterThan(2);
    expect(freed.length).toBeGreaterThan(2);
    if (messages === "") expect(freed.length).toBe(allocated.length);
    expect(seen.length).toBe(allocated.length + freed.length);
  });

  needs("read-kernel").it("in a node's memory are told apart", async () => {
    const script = `
      probe vm.kmem_cache_alloc_node, vm.kmalloc_node { if (pid() == target()) printf("%s %d %d %d\\n", name, bytes_req, bytes_alloc >= bytes_req, ptr < 0 && call_site < 0) }`;
    const { seen, messages } = await toldSession(script, program("allocations"), { tapsets });
    expect(messages).toBe("");
    expect(of("kmem_cache_alloc_node", seen)).toContain(`${kernelSize("perf_event")} 1 1`);
    const sizes = of("kmalloc_node", seen).map((line) => Number(line.split(" ")[0]));
    // The second array has 100 numbers of 8 bytes more than the first.
    expect(sizes.some((size) => sizes.includes(size + 800))).toBe(true);
  });
});
