import { expect, test } from "vitest";
import { Assembler, printInstruction, printProgram, r0, r1, r10, r2, r3 } from "../src/index.js";

test("a program explains itself", () => {
  const main = new Assembler("main")
    .comment("counts[pid]++")
    .call("get_current_pid_tgid")
    .rsh(r0, 32)
    .store(4, r10, -4, r0)
    .loadMap(r1, "counts")
    .mov(r2, r10)
    .add(r2, -4)
    .call("map_lookup_elem")
    .jump("eq", r0, 0, "missed")
    .mov(r1, 1)
    .atomic("add", 8, r0, 0, r1)
    .goto("done")
    .label("missed")
    .loadMapValue(r1, "globals", 16)
    .callLocal("drop")
    .label("done")
    .mov(r0, 0)
    .exit()
    .finish();
  const drop = new Assembler("drop").mov(r2, 1).atomic("fetch_add", 4, r1, 0, r2).exit().finish();
  expect(printProgram({ main, subprograms: [drop] })).toBe(`function main
  ; counts[pid]++
  call get_current_pid_tgid
  r0 >>= 32
  *(u32 *)(r10 - 4) = r0
  r1 = map counts
  r2 = r10
  r2 += -4
  call map_lookup_elem
  if r0 == 0 goto missed
  r1 = 1
  lock *(u64 *)(r0 + 0) += r1
  goto done
missed:
  r1 = value globals + 16
  call function drop
done:
  r0 = 0
  exit

function drop
  r2 = 1
  w2 = atomic_fetch_add((u32 *)(r1 + 0), w2)
  exit
`);
});

const lines: [write: (a: Assembler) => Assembler, text: string][] = [
  [(a) => a.sdiv(r1, r2), "r1 s/= r2"],
  [(a) => a.alu32("smod", r1, 3), "w1 s%= 3"],
  [(a) => a.neg(r1, 32), "w1 = -w1"],
  [(a) => a.movsx(16, r1, r2), "r1 = (s16)r2"],
  [(a) => a.endian("swap", 32, r1), "r1 = bswap32 r1"],
  [(a) => a.endian("be", 16, r1), "r1 = be16 r1"],
  [(a) => a.ldxs(1, r1, r2, 3), "r1 = *(s8 *)(r2 + 3)"],
  [(a) => a.atomic("cmpxchg", 8, r1, 8, r2), "r0 = cmpxchg((u64 *)(r1 + 8), r0, r2)"],
  [(a) => a.atomic("xchg", 4, r1, 8, r2), "w2 = xchg((u32 *)(r1 + 8), w2)"],
  [(a) => a.loadImm64(r1, (1n << 64n) - 2n), "r1 = -2 ll"],
  [(a) => a.loadBtfVariable(r3, "runqueues", 12), "r3 = variable runqueues"],
  [(a) => a.loadFunction(r3, "each"), "r3 = function each"],
  [(a) => a.callKfunc("bpf_strlen", 99), "call kfunc bpf_strlen"],
  [(a) => a.jump("set", r1, 4, "odd"), "if r1 & 4 goto odd"],
  [(a) => a.jump32("sle", r1, r2, "low"), "if w1 s<= w2 goto low"],
];

test.each(lines)("%#: %s", (write, text) => {
  const [instruction] = write(new Assembler("main")).finish().instructions;
  expect(instruction && printInstruction(instruction)).toBe(text);
});
