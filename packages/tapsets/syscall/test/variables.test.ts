import { describe, expect, it } from "vitest";
import { deriveCall, entryValue, valueOf } from "./fake-call.js";

describe("variables of an argument", () => {
  const openat = { arguments: [0xffff_ff9cn, 0x1000, 0o102n, 0o600], memory: { 0x1000: 'a "b"' } };

  it("give a path in quotes, as it is, and its address", () => {
    expect(entryValue("openat", "filename", openat)).toBe(String.raw`"a \"b\""`);
    expect(entryValue("openat", "filename_unquoted", openat)).toBe('a "b"');
    expect(entryValue("openat", "filename_uaddr", openat)).toBe(0x1000n);
  });
  it("give an address where the path can't be read, without quotes", () => {
    const unreadable = { arguments: [3, 0xdeadn, 0] };
    expect(entryValue("openat", "filename", unreadable)).toBe("0xdead");
    expect(entryValue("openat", "filename_unquoted", unreadable)).toBe("0xdead");
  });
  it("give numbers and their words", () => {
    expect(entryValue("openat", "dfd", openat)).toBe(-100n);
    expect(entryValue("openat", "dfd_str", openat)).toBe("AT_FDCWD");
    expect(entryValue("openat", "flags", openat)).toBe(0o102n);
    expect(entryValue("openat", "flags_str", openat)).toBe("O_RDWR|O_CREAT");
    expect(entryValue("openat", "mode", openat)).toBe(0o600n);
  });
  it("take no more of a register than the argument has", () => {
    expect(entryValue("close", "fd", { arguments: [0xabcd_0000_0003n] })).toBe(3n);
    expect(entryValue("alarm", "seconds", { arguments: [0xffff_ffff_ffff_ffffn] })).toBe(0xffff_ffffn);
    expect(entryValue("lseek", "offset", { arguments: [3, -1n] })).toBe(-1n);
  });
  it("are named as SystemTap names them", () => {
    expect(entryValue("kill", "sig_name", { arguments: [1, 15] })).toBe("SIGTERM");
    expect(entryValue("rt_sigaction", "sig_str", { arguments: [15] })).toBe("SIGTERM");
    expect(entryValue("renameat2", "newname_str", { arguments: [3, 0, 3, 0x1000], memory: { 0x1000: "n" } })).toBe('"n"');
    expect(entryValue("renameat2", "newname", { arguments: [3, 0, 3, 0x1000] })).toBe(0x1000n);
    expect(entryValue("utime", "modtime", { arguments: [0, 0x1000], memory: { 0x1000: [5n, 6n] } })).toBe(6n);
    expect(entryValue("mmap2", "pgoffset", { arguments: [0, 0, 0, 0, 0, 0x3000] })).toBe(3n);
  });
  it("are there, with the value they stand for, where only a sister call has the argument", () => {
    const [eventfd, eventfd2] = deriveCall("syscall.eventfd");
    expect(valueOf(eventfd!, "flags", { arguments: [1, 0x800] })).toBe(0n);
    expect(valueOf(eventfd!, "flags_str", { arguments: [1, 0x800] })).toBe("0x0");
    expect(valueOf(eventfd!, "argstr", { arguments: [1, 0x800] })).toBe("1");
    expect(valueOf(eventfd2!, "flags_str", { arguments: [1, 0x800] })).toBe("EFD_NONBLOCK");
  });
});

describe("variables of a return", () => {
  const [read] = deriveCall("syscall.read.return");

  it("give the result", () => {
    expect(valueOf(read!, "retval", { result: 512n })).toBe(512n);
    expect(valueOf(read!, "$return", { result: -11n })).toBe(-11n);
    expect(valueOf(read!, "retstr", { result: 512n })).toBe("512");
    expect(valueOf(read!, "retstr", { result: -11n })).toBe("-11 (EAGAIN)");
  });
  it("give the result in the call's style", () => {
    const retstr = (name: string, result: bigint) => valueOf(deriveCall(`syscall.${name}.return`)[0]!, "retstr", { result });
    expect(retstr("mmap", 0x7f0000000000n)).toBe("0x7f0000000000");
    expect(retstr("mmap", -12n)).toBe("-12 (ENOMEM)");
    expect(retstr("umask", 0o22n)).toBe("022");
    expect(retstr("nanosleep", -516n)).toBe("-516 (ERESTART_RESTARTBLOCK)");
    expect(retstr("lseek", -5000n)).toBe("-5000");
  });
  it("take arguments from the entry, the result from the return", () => {
    const at = (name: string) => read!.scope.lookup(name)?.at ?? "fire";
    expect(["fd", "count", "argstr"].map(at)).toEqual(["entry", "entry", "entry"]);
    expect(["name", "retval", "retstr", "$return"].map(at)).toEqual(["fire", "fire", "fire", "fire"]);
  });
  it("are listed in SystemTap's order", () => {
    expect(read!.scope.list().map(({ name }) => name)).toEqual(["name", "retval", "retstr", "$return", "buf_str", "buf_unquoted", "fd", "buf_uaddr", "count", "argstr"]);
  });
});

it("one handler can serve every call that reads no argument", () => {
  const uniform = (point: string, name: string) => deriveCall(point)[0]!.scope.lookup(name)?.uniform;
  expect(uniform("syscall.read", "name")).toBe(uniform("syscall.openat", "name"));
  expect(uniform("syscall.read", "name")).toBeDefined();
  expect(uniform("syscall.read.return", "retstr")).toBe(uniform("syscall.openat.return", "retstr"));
  expect(uniform("syscall.read.return", "retstr")).not.toBe(uniform("syscall.mmap.return", "retstr"));
  expect(uniform("syscall.read", "fd")).toBeUndefined();
});
it("one handler can serve every call whose argstr is made of the same reads", () => {
  const uniform = (point: string) => deriveCall(point)[0]!.scope.lookup("argstr")?.uniform;
  expect(uniform("syscall.mkdir")).toBe(uniform("syscall.chmod"));
  expect(uniform("syscall.mkdir")).toBe(uniform("syscall.mkdir.return"));
  expect(uniform("syscall.mkdir")).not.toBe(uniform("syscall.mkdirat"));
});
