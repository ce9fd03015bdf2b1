import type { DerivedProbe, KernelSite } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { deriveCall, type FakeCall, recordedText, selectorOf, valueOf } from "./fake-call.js";
import { callsOf, syscallTable } from "../src/syscall-table.js";

const COMPAT = 0x23n;
const words = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);

/** A 32-bit program's socketcall of connect, with what lies in its memory. */
const connect: FakeCall = {
  arguments: [3, 0x1000],
  memory: { 0x1000: words(7, 0x20000, 16), 0x20000: new Uint8Array([2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]) },
  number: 102n,
  codeSegment: COMPAT,
};
/** Its ipc of semop. */
const semop: FakeCall = { arguments: [1, 5, 1, 0, 0x3000], memory: { 0x3000: new Uint8Array([1, 0, 255, 255, 0, 8]) }, number: 117n, codeSegment: COMPAT };

const siteOf = ({ site }: DerivedProbe): KernelSite => site as KernelSite;

/** The probe among those of a point that fires at a call. */
function firing(point: string, call: FakeCall): DerivedProbe | undefined {
  return deriveCall(point).find((probe) => siteOf(probe).select!.value === selectorOf(siteOf(probe), call));
}

describe("calls by way of one that makes several", () => {
  it("fire as what they are, with their own arguments", () => {
    expect(firing("syscall.bind", connect)).toBeUndefined();
    const probe = firing("syscall.connect", connect)!;
    expect(valueOf(probe, "argstr", connect)).toBe("7, {AF_INET, 127.0.0.1, 80}, 16");
    expect(valueOf(probe, "sockfd", connect)).toBe(7n);
    expect(valueOf(probe, "uaddr_ip", connect)).toBe("127.0.0.1");
    expect(valueOf(firing("syscall.semop", semop)!, "argstr", semop)).toBe("5, [{1, -1, IPC_NOWAIT}], 1");
  });
  it("fire as that one, too", () => {
    expect(valueOf(firing("syscall.socketcall", connect)!, "argstr", connect)).toBe("SYS_CONNECT, {7, 0x20000, 16}");
    expect(valueOf(firing("syscall.ipc", semop)!, "call", semop)).toBe(1n);
    const unknown = { ...connect, arguments: [99, 0x1000] };
    expect(valueOf(firing("syscall.socketcall", unknown)!, "name", unknown)).toBe("socketcall");
  });
  it("return as both", () => {
    for (const point of ["syscall.connect.return", "syscall.socketcall.return"]) expect(valueOf(firing(point, connect)!, "retstr", { ...connect, result: -111n })).toBe("-111 (ECONNREFUSED)");
  });
  it("have arguments where pointers lead", () => {
    const semctl: FakeCall = { arguments: [3, 5, 0, 16, 0x3000], memory: { 0x3000: words(9) }, number: 117n, codeSegment: COMPAT };
    expect(valueOf(firing("syscall.compat_sys_semctl", semctl)!, "argstr", semctl)).toBe("5, 0, SETVAL, 0x9");
    const msgrcv: FakeCall = { arguments: [12, 5, 64, 2048, 0x3000], memory: { 0x3000: words(0x4000, 2) }, number: 117n, codeSegment: COMPAT };
    expect(valueOf(firing("syscall.compat_sys_msgrcv", msgrcv)!, "msgp_uaddr", msgrcv)).toBe(0x4000n);
    expect(valueOf(firing("syscall.compat_sys_msgrcv", msgrcv)!, "msgtyp", msgrcv)).toBe(2n);
  });
  it("are recorded so that the session makes the same of them", () => {
    const { bySelector } = callsOf(syscallTable, "x86_64");
    for (const [point, call] of [["syscall.connect", connect], ["syscall.semop", semop]] as const) {
      const probe = firing(point, call)!;
      expect(recordedText(bySelector.get(siteOf(probe).select!.value)!, call)).toBe(valueOf(probe, "argstr", call));
    }
  });
  it("of 64-bit programs are others: that number is getuid's", () => {
    const getuid: FakeCall = { arguments: [3, 0x1000], number: 102n };
    expect(firing("syscall.connect", getuid)).toBeUndefined();
    expect(firing("syscall.socketcall", getuid)).toBeUndefined();
    expect(firing("syscall.getuid", getuid)).toBeDefined();
  });
});
