import type { SyscallAbi } from "../syscall-abi.js";
import { constantWords } from "./constant-kinds.js";
import { seconds, type Structure } from "./structure.js";
import { type Field, fixed, longs, placed, word } from "./structure-layout.js";

/** A file's mode, links, owner, group and size, whichever structure they come in. */
function fileStatus(name: string, fields: readonly Field[], prefix: string): Structure {
  const member = (text: string, value: bigint | string = 0n): string => `${prefix}_${text}=${value}`;
  return {
    name,
    fields,
    render: ([mode = 0n, links, user, group, size], { constants }) =>
      `{${[member("mode", constantWords("file_mode", constants, mode)), member("nlink", links), member("uid", user), member("gid", group), member("size", size)].join(", ")}}`,
  };
}

/** Blocks and files of a file system, and its type. */
function fileSystemStatus(name: string, fields: readonly Field[]): Structure {
  return {
    name,
    fields,
    render: ([type = 0n, size, blocks, free, available, files, filesFree]) =>
      `{f_type=0x${BigInt.asUintN(32, type).toString(16)}, f_bsize=${size}, f_blocks=${blocks}, f_bfree=${free}, f_bavail=${available}, f_files=${files}, f_ffree=${filesFree}}`,
  };
}

/** Members by their names. */
function named(name: string, members: Readonly<Record<string, Field>>): Structure {
  const names = Object.keys(members);
  return { name, fields: Object.values(members), render: (values) => `{${names.map((member, index) => `${member}=${values[index]}`).join(", ")}}` };
}

/** A member that programs of 64 and of 32 bits have neither in the same place nor of the same size. */
const at = (native: number, nativeSize: 4 | 8, compat: number, compatSize: 2 | 4): Field => ({ offset: [native, compat], size: [nativeSize, compatSize], signed: false });

const unsignedWord = (index: number): Field => word(index, { signed: false });

/** What only calls fill: texts are of what users look for in them, by the members' names. */
export const filledStructures: readonly Structure[] = [
  fileStatus("stat", [at(24, 4, 8, 2), at(16, 8, 10, 2), at(28, 4, 12, 2), at(32, 4, 14, 2), at(48, 8, 20, 4)], "st"),
  // Of 32-bit programs alone.
  fileStatus("stat64", [fixed(16, 4), fixed(20, 4), fixed(24, 4), fixed(28, 4), fixed(44, 8, { signed: true })], "st"),
  fileStatus("statx", [fixed(28, 2), fixed(16, 4), fixed(20, 4), fixed(24, 4), fixed(40, 8)], "stx"),
  fileSystemStatus("statfs", [0, 1, 2, 3, 4, 5, 6].map(unsignedWord)),
  fileSystemStatus("statfs64", [fixed(0, 4), fixed(4, 4), ...[8, 16, 24, 32, 40].map((offset) => fixed(offset, 8))]),
  {
    name: "rusage",
    fields: longs(5),
    render: ([user, userPart, system, systemPart, largest]) => `{ru_utime=[${seconds(6, user, userPart)}], ru_stime=[${seconds(6, system, systemPart)}], ru_maxrss=${largest}}`,
  },
  named("tms", { tms_utime: word(0), tms_stime: word(1), tms_cutime: word(2), tms_cstime: word(3) }),
  {
    name: "sysinfo",
    fields: [word(0), ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(unsignedWord), placed(80, 40, 2)],
    render: ([uptime, one, five, fifteen, total, free, shared, buffers, swap, swapFree, processes]) =>
      `{uptime=${uptime}, loads=[${one}, ${five}, ${fifteen}], totalram=${total}, freeram=${free}, sharedram=${shared}, bufferram=${buffers}, totalswap=${swap}, freeswap=${swapFree}, procs=${processes}}`,
  },
  {
    name: "siginfo_child",
    fields: [fixed(0, 4, { signed: true }), fixed(8, 4, { signed: true }), placed(16, 12, 4, { signed: true }), placed(20, 16, 4), placed(24, 20, 4, { signed: true })],
    render: ([signal, code, process, user, status], abi) =>
      `{si_signo=${words("signal", signal, abi)}, si_code=${words("child_code", code, abi)}, si_pid=${process}, si_uid=${user}, si_status=${status}}`,
  },
];

function words(table: string, value: bigint | undefined, { constants }: SyscallAbi): string {
  return constantWords(table, constants, value ?? 0n);
}
