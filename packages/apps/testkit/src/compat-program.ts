/** Where the program lies in memory; any page will do. */
const BASE = 0x0804_8000;
const FILE_HEADER = 52;
const PROGRAM_HEADER = 32;

/** `mov REGISTER, imm32` of the registers that have the number and the arguments. */
const MOVES = [0xb8, 0xbb, 0xb9, 0xba, 0xbe, 0xbf, 0xbd];
const INT80 = [0xcd, 0x80];

/** A system call of i386: its number, then its arguments. Bytes stand for the address where the program has them. */
export type CompatCall = readonly (number | Uint8Array)[];

/** An executable of 32 bits that makes system calls one after the other; the last should be exit. Needs no compiler and no library. */
export function compatProgram(calls: readonly CompatCall[]): Buffer {
  const codeSize = calls.reduce((sum, call) => sum + 5 * call.length + INT80.length, 0);
  const data: Uint8Array[] = [];
  let end = BASE + FILE_HEADER + PROGRAM_HEADER + codeSize;
  const code = calls.flatMap((call) => [
    ...call.flatMap((argument, index) => {
      const value = typeof argument === "number" ? argument : end;
      if (typeof argument !== "number") {
        data.push(argument);
        end += argument.length;
      }
      return [MOVES[index]!, ...little(value, 4)];
    }),
    ...INT80,
  ]);
  const entry = BASE + FILE_HEADER + PROGRAM_HEADER;
  const size = end - BASE;
  // ELFCLASS32, little-endian; ET_EXEC, EM_386; one PT_LOAD of the whole file, readable and executable.
  const fileHeader = [0x7f, 0x45, 0x4c, 0x46, 1, 1, 1, ...zeros(9), ...little(2, 2), ...little(3, 2), ...little(1, 4), ...little(entry, 4), ...little(FILE_HEADER, 4), ...zeros(8), ...[FILE_HEADER, PROGRAM_HEADER, 1, 0, 0, 0].flatMap((each) => little(each, 2))];
  const programHeader = [1, 0, BASE, BASE, size, size, 5, 4096].flatMap((each) => little(each, 4));
  return Buffer.concat([Buffer.from([...fileHeader, ...programHeader, ...code]), ...data]);
}

function little(value: number, bytes: number): readonly number[] {
  return Array.from({ length: bytes }, (_, index) => Math.floor((value >>> 0) / 2 ** (8 * index)) & 0xff);
}

function zeros(count: number): readonly number[] {
  return Array.from({ length: count }, () => 0);
}
