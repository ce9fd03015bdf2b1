import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { createKernel } from "@tapset/sys";
import { liveTarget } from "@tapset/target";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";
import kernel from "../src/index.js";

const functions = needs("fentry", "fexit", "ring-buffer");
const tapsets = Object.entries({ context, kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }));

/** What a session prints whose command runs while the probes are armed. */
async function linesOf(script: string, command: string): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { tapsets, command });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

/** Writes 3, 2 and 5 bytes to its standard output by one write(2) each. */
const writes = '{ printf abc; printf de; printf "fghi\\n"; } > /dev/null';

functions.describe("functions of the kernel", () => {
  functions.it("fire once for each call, with their parameters and what those point to", async () => {
    const script = `
      probe kernel.function("vfs_write") {
        if (pid() == target()) printf("%d %d %s\\n", $count, $file->f_inode == $file->f_path->dentry->d_inode, ppfunc())
      }`;
    expect(await linesOf(script, writes)).toEqual(["3 1 vfs_write", "2 1 vfs_write", "5 1 vfs_write"]);
  });

  functions.it("return with their result, and parameters as they were", async () => {
    const script = `
      probe kernel.function("vfs_write").return {
        if (pid() == target()) printf("%d %d %s %d\\n", $return, $count, $$return, @entry($count) + $file->f_flags * 0)
      }`;
    expect(await linesOf(script, writes)).toEqual(["3 3 return=0x3 3", "2 2 return=0x2 2", "5 5 return=0x5 5"]);
  });

  needs("fentry", "ring-buffer", "read-kernel").it("count the calls that come while their own handler runs as missed", async () => {
    // Each reading of a text calls the function: the tracepoint's is seen, and the handler's own is not.
    const script = `
      global hits, name, text
      probe kernel.trace("sched:sched_process_exec") { if (pid() == target()) name = kernel_string($bprm->filename) }
      probe kernel.function("strncpy_from_kernel_nofault") { if (pid() == target()) { hits++; text = kernel_string($unsafe_addr) } }
      probe end { printf("%d %d\\n", hits, name == text) }`;
    const { output, messages } = await nativeSession(script, { tapsets, command: "exec true" });
    // Of the shell's own start, and of what it becomes.
    const [hits = "", isSame] = output.trim().split(" ");
    expect([hits, isSame]).toEqual([expect.stringMatching(/^[12]$/), "1"]);
    expect(messages).toMatch(new RegExp(`${hits} events? missed by the kernel in probe kernel\\.function\\("strncpy_from_kernel_nofault"\\)`));
  });
});

needs("kprobe", "kretprobe", "ring-buffer").describe("functions by kprobe", () => {
  functions.it("fire once for each call, with what the registers hold", async () => {
    const script = `
      probe kprobe.function("vfs_write") { if (pid() == target()) printf("> %d %s\\n", long_arg(3), ppfunc()) }
      probe kprobe.function("vfs_write").return { if (pid() == target()) printf("< %d %d\\n", register("rax"), @entry(long_arg(3))) }`;
    expect(await linesOf(script, writes)).toEqual(["> 3 vfs_write", "< 3 3", "> 2 vfs_write", "< 2 2", "> 5 vfs_write", "< 5 5"]);
  });

  functions.it("serve handlers that read registers, with the parameters by name, and stand at the address of their instruction", async () => {
    const script = `
      probe kernel.function("vfs_write") { if (pid() == target()) printf("> %d %d %d %s\\n", $count, long_arg(3), registers_valid(), symdata(addr())) }
      probe kernel.function("vfs_write").return { if (pid() == target()) printf("< %d %d %d\\n", $return, register("rax"), $count) }
      probe kernel.statement("vfs_write+0") { if (pid() == target()) printf("= %s\\n", symdata(register("rip"))) }`;
    const lines = await linesOf(script, "printf abc > /dev/null");
    const there = expect.stringMatching(/ vfs_write\+0x0\/0x[0-9a-f]+ \[kernel\]$/);
    expect(lines.filter((line) => line.startsWith("="))).toEqual([there]);
    expect(lines.filter((line) => line.startsWith(">"))).toEqual([there]);
    expect(lines.map((line) => line.slice(0, 7))).toEqual(expect.arrayContaining(["> 3 3 1", "< 3 3 3"]));
  });

  functions.it("fire at addresses, and so many bytes behind a function's beginning", async () => {
    const target = liveTarget(createKernel());
    const address = target.symbols()?.find("vfs_write")?.address ?? 0n;
    target.close();
    const script = `
      probe kernel.function(0x${address.toString(16)}) { if (pid() == target()) printf("> %d\\n", long_arg(3)) }
      probe kernel.function(0x${address.toString(16)}).return { if (pid() == target()) printf("< %d\\n", register("rax")) }
      probe kernel.statement("vfs_write+0"), kernel.statement(0x${address.toString(16)}) { if (pid() == target()) printf("= %s\\n", symname(register("rip"))) }`;
    const lines = await linesOf(script, "printf abc > /dev/null");
    expect(lines.filter((line) => line.startsWith("=")).length).toBe(2);
    expect(lines.filter((line) => !line.startsWith("="))).toEqual(["> 3", "< 3"]);
  });

  functions.it("that a wildcard means share a program where their handler doesn't ask where it is", async () => {
    const script = `
      global calls, returns
      probe kernel.function("vfs_wr*") { if (pid() == target()) calls++ }
      probe kernel.function("vfs_wr*").return { if (pid() == target()) returns++ }
      probe end { printf("%d %d\\n", calls, returns) }`;
    const { module, output, messages } = await nativeSession(script, { tapsets, command: writes });
    expect(messages).toBe("");
    expect(output).toBe("3 3\n");
    // vfs_write and vfs_writev at least.
    expect(module.programs.map(({ attach }) => attach.length > 1)).toEqual([true, true]);
  });

  functions.it("that a wildcard means have one program where they begin and where they return", async () => {
    const script = `
      global hits
      probe kernel.function("vfs_wr*"), kernel.function("vfs_wr*").return { if (pid() == target()) hits++ }
      probe end { println(hits) }`;
    const { module, output } = await nativeSession(script, { tapsets, command: writes });
    expect(output).toBe("6\n");
    expect(module.programs.length).toBe(1);
  });

  functions.it("that a wildcard means are told apart by ppfunc(), and leave nothing behind", async () => {
    const script = `
      global seen
      probe kernel.function("vfs_*").call { if (pid() == target()) seen[ppfunc()]++ }
      probe end { foreach (name in seen) printf("%s %d\\n", name, seen[name]) }`;
    const kernelLinks = createKernel().links;
    const before = kernelLinks.ids();
    expect(await linesOf(script, writes)).toContain("vfs_write 3");
    expect(kernelLinks.ids().filter((id) => !before.includes(id))).toEqual([]);
  });
});
