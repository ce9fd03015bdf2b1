import { assemble, Assembler, r0, r1, r2, r3, r4, r6, r7, r10, relocate } from "@tapset/asm";
import type { Fd } from "../src/index.js";

/** The bytes of one function, with `maps` filled in. */
export function program(write: (assembler: Assembler) => Assembler, maps: Readonly<Record<string, Fd>> = {}): Uint8Array {
  const { bytes, relocations } = assemble({ main: write(new Assembler("main")).finish(), subprograms: [] });
  return relocate(bytes, relocations, (name) => {
    const map = maps[name];
    if (map === undefined) throw new Error(`no map ${name}`);
    return map.number;
  });
}

/** Adds one to the first word of `counter` whenever process `pid` passes. */
export function countingProgram(counter: Fd, pid: number): Uint8Array {
  return program((a) =>
    a.call("get_current_pid_tgid").rsh(r0, 32).jump("ne", r0, pid, "out")
      .loadMapValue(r1, "counter").mov(r2, 1).atomic("add", 8, r1, 0, r2)
      .label("out").mov(r0, 0).exit(),
  { counter });
}

/**
 * Numbers the passes of thread `tid` in `counter` and puts each number three times into `ring`; every fourth record is
 * reserved and then discarded. (A whole process would count and record in different orders.)
 */
export function recordingProgram(counter: Fd, ring: Fd, tid: number): Uint8Array {
  return program((a) =>
    a.call("get_current_pid_tgid").mov32(r0, r0).jump("ne", r0, tid, "out")
      .loadMapValue(r1, "counter").mov(r6, 1).atomic("fetch_add", 8, r1, 0, r6)
      .loadMap(r1, "ring").mov(r2, 24).mov(r3, 0).call("ringbuf_reserve")
      .jump("eq", r0, 0, "out")
      .store(8, r0, 0, r6).store(8, r0, 8, r6).store(8, r0, 16, r6)
      .mov(r7, r6).and(r7, 3).mov(r1, r0).mov(r2, 1)
      .jump("eq", r7, 3, "discard")
      .call("ringbuf_submit").goto("out")
      .label("discard").call("ringbuf_discard")
      .label("out").mov(r0, 0).exit(),
  { counter, ring });
}

/** Sends eight bytes through `ring`, waking whoever waits. */
export function sendingProgram(ring: Fd): Uint8Array {
  return program((a) =>
    a.store(8, r10, -8, 7).loadMap(r1, "ring").mov(r2, r10).add(r2, -8).mov(r3, 8).mov(r4, 0).call("ringbuf_output").exit(),
  { ring });
}
