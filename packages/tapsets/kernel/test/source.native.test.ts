import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";
import kernel from "../src/index.js";

const places = needs("kprobe", "kretprobe", "ring-buffer", "kernel-debuginfo");
const tapsets = Object.entries({ context, kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }));
/** Debug information is read from the host's files, which takes its time in a guest. */
const TIMEOUT_MS = 60_000;

/** What a session prints whose command runs while the probes are armed. */
async function linesOf(script: string, command: string): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { tapsets, command, timeoutMs: TIMEOUT_MS });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

/** Writes 3, 2 and 5 bytes to its standard output by one write(2) each. */
const writes = '{ printf abc; printf de; printf "fghi\\n"; } > /dev/null';

places.describe("places in the kernel's source", () => {
  places.it("are functions of a file, with their parameters, and their ends with what came in", async () => {
    const script = `
      probe kernel.function("vfs_write@fs/read_write.c") { if (pid() == target()) printf("> %d %d %s\\n", $count, $file->f_inode == $file->f_path->dentry->d_inode, ppfunc()) }
      probe kernel.function("vfs_write@fs/read_write.c").return { if (pid() == target()) printf("< %d %d\\n", $return, $count) }`;
    expect(await linesOf(script, writes)).toEqual(["> 3 1 vfs_write", "< 3 3", "> 2 1 vfs_write", "< 2 2", "> 5 1 vfs_write", "< 5 5"]);
  }, TIMEOUT_MS);

  places.it("are lines, where local variables come and go", async () => {
    const script = `
      global seen, last
      probe kernel.statement("vfs_write@fs/read_write.c:*") {
        if (pid() != target()) next
        if (@defined($ret) && @defined($count)) seen["both"]++
        if (@defined($ret)) last = $ret
        if (!@defined($ret)) seen[strpos($$vars, "ret=?") >= 0 ? "absent" : "wrong"]++
      }
      probe kernel.function("vfs_write").return { if (pid() == target()) { printf("%d %d\\n", last, $return); last = -1 } }
      probe end { printf("%d %d %d\\n", seen["both"] > 0, seen["absent"] > 0, seen["wrong"]) }`;
    expect(await linesOf(script, writes)).toEqual(["3 3", "2 2", "5 5", "1 1 0"]);
  }, TIMEOUT_MS);

  places.it("are copies of functions in others, with their own parameters", async () => {
    const script = `
      probe kernel.function("file_start_write@include/linux/fs.h").inline {
        if (pid() == target() && $file) printf("%s %s\\n", ppfunc(), kernel_string($file->f_path->dentry->d_name->name))
      }`;
    const lines = await linesOf(script, "cd /tmp; echo hello > written; rm written");
    expect(lines).toContain("file_start_write written");
  }, TIMEOUT_MS);

  places.it("are functions that another one calls, when that one does", async () => {
    const script = `
      global calls, all
      probe kernel.function("vfs_write").callee("rw_verify_area") { if (pid() == target()) printf("%d %d\\n", $read_write, $count) }
      probe kernel.function("rw_verify_area") { if (pid() == target()) all++ }
      probe end { println(all > 3) }`;
    // What the shell reads verifies an area too, which is no call from vfs_write.
    expect(await linesOf(script, `read x < /proc/self/comm; ${writes}`)).toEqual(["1 3", "1 2", "1 5", "1"]);
  }, TIMEOUT_MS);

  places.it("are those of modules, with what their types describe", async () => {
    const script = `probe module("veth").function("veth_newlink@drivers/net/veth.c") { printf("%s %s\\n", ppfunc(), kernel_string($dev->name)) }`;
    expect(await linesOf(script, "unshare -n ip link add left type veth peer name right")).toEqual(["veth_newlink left"]);
  }, TIMEOUT_MS);

  places.it("are what addresses are told by", async () => {
    const script = `
      probe kernel.statement("vfs_write@fs/read_write.c+1") {
        if (pid() == target()) printf("%s %s:%s %s\\n", symfileline(addr()), symfile(addr()), symline(addr()), pp())
      }`;
    const [line = ""] = await linesOf(script, "printf abc > /dev/null");
    const [place = "", parts, point] = line.split(" ");
    expect(parts).toBe(place);
    expect(place).toMatch(/fs\/read_write\.c:\d+$/);
    expect(point).toBe(`kernel.statement("vfs_write@${place}")`);
  }, TIMEOUT_MS);

  places.it("leave nothing attached", async () => {
    const script = `
      global calls
      probe kernel.statement("vfs_write@fs/read_write.c+1") { calls++ }
      probe end { println(calls > 0) }`;
    expect(await linesOf(script, writes)).toEqual(["1"]);
    expect(await linesOf("probe begin { exit() }", "true")).toEqual([]);
  }, TIMEOUT_MS);
});
