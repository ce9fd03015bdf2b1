import { constants } from "node:os";
import type { Fact } from "@tapset/core";

const names = new Map(Object.entries(constants.errno).map(([name, value]) => [BigInt(value), name]));
// Two spellings of one number: the manual's first.
names.set(11n, "EAGAIN");
names.set(95n, "EOPNOTSUPP");
// The kernel's own, which never reach a program but are seen at the exit of a system call that is restarted.
const internal: readonly (readonly [bigint, string])[] = [
  [512n, "ERESTARTSYS"],
  [513n, "ERESTARTNOINTR"],
  [514n, "ERESTARTNOHAND"],
  [515n, "ENOIOCTLCMD"],
  [516n, "ERESTART_RESTARTBLOCK"],
  [517n, "EPROBE_DEFER"],
  [518n, "EOPENSTALE"],
  [524n, "ENOTSUPP"],
];
for (const [value, name] of internal) names.set(value, name);

/** The largest error number a result can stand for. */
const MAX_ERRNO = 4095n;

function failure(value: bigint): string | undefined {
  const name = value < 0n && value >= -MAX_ERRNO ? names.get(-value) : undefined;
  return name === undefined ? undefined : `${value} (${name})`;
}

function result(style: string, success: (value: bigint) => string): Fact {
  return {
    name: `syscall/${style}-result`,
    injective: true,
    bound: 48,
    render: (raw) => {
      const value = BigInt(raw);
      return failure(value) ?? success(value);
    },
  };
}

const unsigned = (value: bigint, radix: number): string => BigInt.asUintN(64, value).toString(radix);

/** `retstr`: a success in the call's style (`3`, `0x7f…`, `022`), a failure as `-2 (ENOENT)`. */
export const resultText = {
  decimal: result("decimal", (value) => value.toString()),
  hex: result("hex", (value) => `0x${unsigned(value, 16)}`),
  octal: result("octal", (value) => (value === 0n ? "0" : `0${unsigned(value, 8)}`)),
} as const satisfies Readonly<Record<string, Fact>>;
