import { READ_MARKS, type ReadStep } from "@tapset/core";

/** What a kernel handler records of some memory by a plan, as emit-bpf's does; `bytesAt` gives what there is from an address on. */
export function followPlan(steps: readonly ReadStep[], begin: readonly bigint[], bytesAt: (address: bigint) => Buffer | undefined): string {
  const words = begin.map((word) => BigInt.asUintN(64, word));
  const pieces = words.map(wordBytes);
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index]!;
    const base = words[step.at] ?? 0n;
    const count = step.count && BigInt.asUintN(step.count.bits, words[step.count.word] ?? 0n);
    const isAbsent = base === 0n || (step.count && count! <= BigInt(step.count.above));
    if (isAbsent) {
      if (step.kind === "word") words[step.to!] = 0n;
      pieces.push(step.kind === "word" ? wordBytes(0n) : lengthBytes(READ_MARKS.absent));
      index += step.skip ?? 0;
      continue;
    }
    const most = step.count ? Math.min(step.size, Number(count! > 0xffffn ? 0xffffn : count!) * step.count.unit) : step.size;
    const memory = bytesAt(base + BigInt(step.offset));
    if (step.kind === "word") {
      const bytes = memory?.subarray(0, most);
      words[step.to!] = bytes?.length === most ? Buffer.concat([bytes, Buffer.alloc(8)]).readBigUInt64LE() : 0n;
      pieces.push(wordBytes(words[step.to!]!));
    } else if (step.kind === "bytes") {
      const bytes = memory?.subarray(0, most);
      pieces.push(...(bytes?.length === most ? [lengthBytes(most), bytes] : [lengthBytes(READ_MARKS.failed)]));
    } else {
      const end = memory?.indexOf(0) ?? -1;
      const text = memory?.subarray(0, end < 0 ? most : Math.min(end, most));
      pieces.push(...(text ? [lengthBytes(text.length), text] : [lengthBytes(READ_MARKS.failed)]));
    }
  }
  return Buffer.concat(pieces).toString("latin1");
}

function wordBytes(word: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, word));
  return bytes;
}

function lengthBytes(length: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(length);
  return bytes;
}
