import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { program, vmTapsets as tapsets } from "./vm-tapsets.js";

/** What a script sees of the program that touches memory, and where that says it did, each by its kind. */
async function faults(script: string) {
  // On a disk, which the kernel can read from again.
  const folder = mkdtempSync("/var/tmp/tapset-faults-");
  try {
    const { told, seen, messages } = await toldSession(script, `${program("faults")} ${join(folder, "file")}`, { tapsets });
    expect(messages).toBe("");
    const places = Object.fromEntries(told.map((line) => line.split(" ").slice(0, 2) as [string, string]));
    expect(Object.keys(places)).toEqual(["read", "write", "zero", "major", "bus"]);
    // Not all kernels keep a page of zeros for what has only been read.
    return { seen, places, told, zeros: told[2]!.endsWith(" shared 1") ? 1 : 0 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const OVERLAYFS = 0x794c7630;
const ours = "pid() == target() || ppid() == target()";

needs("tp-btf", "ring-buffer", "perl", "root").describe("page faults", () => {
  it("have the address that is touched, and how", async () => {
    const script = `
      probe vm.pagefault { if (${ours}) printf("%s %s %x\\n", name, write_access ? "write" : "read", address) }
      probe vm.write_shared { if (${ours}) printf("%s %x\\n", name, address) }`;
    const { seen, places, zeros } = await faults(script);
    const times = (line: string) => seen.filter((each) => each === line).length;
    expect(times(`pagefault read ${places["read"]}`)).toBe(1);
    // The second write finds the page its own.
    expect(times(`pagefault write ${places["write"]}`)).toBe(1);
    expect(times(`write_shared ${places["write"]}`)).toBe(1);
    expect(times(`write_shared ${places["zero"]}`)).toBe(zeros);
    expect(times(`write_shared ${places["read"]}`)).toBe(0);
  });

  it("are served from memory or from a disk, or not at all", async () => {
    const script = `
      probe vm.pagefault { if (${ours}) printf("%x ", address) }
      probe vm.pagefault.return { if (${ours}) printf("%s %d%d%d%d\\n", name, vm_fault_contains(fault_type, VM_FAULT_OOM), vm_fault_contains(fault_type, VM_FAULT_SIGBUS), vm_fault_contains(fault_type, VM_FAULT_MINOR), vm_fault_contains(fault_type, VM_FAULT_MAJOR)) }`;
    const { seen, places, told } = await faults(script);
    expect(told.at(-1)).toMatch(/ signal 7$/);
    expect(seen).toContain(`${places["read"]} pagefault 0010`);
    expect(seen).toContain(`${places["write"]} pagefault 0010`);
    // What lies over another filesystem stays in memory when it's asked to leave.
    if (statfsSync("/var/tmp").type !== OVERLAYFS) expect(seen).toContain(`${places["major"]} pagefault 0001`);
    expect(seen).toContain(`${places["bus"]} pagefault 0100`);
  });

  it("copy pages that are written to, but for the page of zeros", async () => {
    const script = `probe vm.write_shared_copy { if (${ours}) printf("%s %x %d\\n", name, address, zero) }`;
    const { seen, places, zeros } = await faults(script);
    const times = (line: string) => seen.filter((each) => each === line).length;
    expect(times(`write_shared_copy ${places["write"]} 0`)).toBe(1);
    expect(times(`write_shared_copy ${places["zero"]} 1`)).toBe(zeros);
    // What isn't written to is never copied.
    expect(seen.filter((line) => line.includes(places["read"]!) || line.includes(places["major"]!))).toEqual([]);
  });
});
