import { EINVAL, ERANGE } from "./errno.js";
import { Fault } from "./fault.js";
import type { HelperCall, HelperRows } from "./helper-code.js";
import { size, u32 } from "./helper-code.js";

const DIRECTIVE = /%([-+ 0#]*)(\d*)(ll|l|)([diuxXcs%]|ps?)/y;

/** Formats as the kernel's `bpf_snprintf` does; of its `%p` forms only the bare one, and `%ps` where nothing has a name. */
function format(call: HelperCall, template: string, words: (index: number) => bigint | undefined): string {
  let text = "";
  let next = 0;
  for (let at = 0; at < template.length; ) {
    if (template[at] !== "%") {
      text += template[at] ?? "";
      at += 1;
      continue;
    }
    DIRECTIVE.lastIndex = at;
    const match = DIRECTIVE.exec(template);
    if (match === null) throw new Fault(`${call.name}: the interpreter can't format ${JSON.stringify(template.slice(at))}`);
    at = DIRECTIVE.lastIndex;
    const [, flags = "", width = "", length = "", conversion = ""] = match;
    if (conversion === "%") {
      text += "%";
      continue;
    }
    const word = words(next);
    if (word === undefined) throw new Fault(`${call.name}: fewer values than ${JSON.stringify(template)} takes`);
    next += 1;
    const sign = /[di]/.test(conversion) ? (flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") : "";
    const converted = convert(call, conversion, length === "" ? 32 : 64, word);
    text += pad(converted.startsWith("-") ? converted : sign + converted, flags, Number(width));
  }
  return text;
}

function convert(call: HelperCall, conversion: string, bits: 32 | 64, word: bigint): string {
  if (conversion === "s") return Buffer.from(stringUpTo(call, word, Number.MAX_SAFE_INTEGER)).toString("latin1");
  if (conversion === "c") return String.fromCharCode(Number(word & 0xffn));
  if (conversion === "ps") return `0x${word.toString(16)}`;
  if (conversion === "p") return word.toString(16).padStart(16, "0");
  if (conversion === "d" || conversion === "i") return BigInt.asIntN(bits, word).toString();
  const unsigned = BigInt.asUintN(bits, word);
  if (conversion === "u") return unsigned.toString();
  return conversion === "x" ? unsigned.toString(16) : unsigned.toString(16).toUpperCase();
}

function pad(text: string, flags: string, width: number): string {
  if (flags.includes("-")) return text.padEnd(width);
  if (!flags.includes("0")) return text.padStart(width);
  const sign = /^[-+ ]?/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

/** The bytes from `address` to a NUL, at most `limit`. */
function stringUpTo(call: HelperCall, address: bigint, limit: number): number[] {
  const bytes: number[] = [];
  while (bytes.length < limit) {
    const byte = Number(call.memory.load(1, address + BigInt(bytes.length)));
    if (byte === 0) break;
    bytes.push(byte);
  }
  return bytes;
}

function template(call: HelperCall, address: bigint): string {
  return Buffer.from(stringUpTo(call, address, Number.MAX_SAFE_INTEGER)).toString("latin1");
}

function wordsAt(call: HelperCall, address: bigint, bytes: number): (index: number) => bigint | undefined {
  return (index) => (index * 8 < bytes ? call.memory.load(8, address + BigInt(index * 8)) : undefined);
}

function parseNumber(call: HelperCall, low: bigint, high: bigint): number {
  const text = Buffer.from(call.memory.bytes(call.argument(1), size(call, 2))).toString("latin1");
  const base = Number(call.argument(3));
  const patterns: Readonly<Record<number, RegExp>> = {
    0: /^\s*(-?)(0[xX][0-9a-fA-F]+|[0-9]+)/, 8: /^\s*(-?)([0-7]+)/, 10: /^\s*(-?)([0-9]+)/, 16: /^\s*(-?)((?:0[xX])?[0-9a-fA-F]+)/,
  };
  const match = patterns[base]?.exec(text);
  if (!match) return -EINVAL;
  const [whole, sign = "", digits = ""] = match;
  if (sign === "-" && low === 0n) return -EINVAL;
  const isOctal = base === 8 || (base === 0 && /^0[0-7]+$/.test(digits));
  const prefix = isOctal ? "0o" : base === 16 && !/^0[xX]/.test(digits) ? "0x" : "";
  const value = BigInt(prefix + digits) * (sign === "-" ? -1n : 1n);
  if (value < low || value > high) return -ERANGE;
  call.memory.store(8, call.argument(4), value);
  return whole.length;
}

/** Helpers on text. */
export const textCalls: HelperRows = {
  snprintf(call) {
    if (u32(call, 5) % 8 !== 0) return -EINVAL;
    const text = format(call, template(call, call.argument(3)), wordsAt(call, call.argument(4), u32(call, 5)));
    const buffer = call.memory.bytes(call.argument(1), u32(call, 2), "write");
    const kept = Buffer.from(text, "latin1").subarray(0, Math.max(buffer.length - 1, 0));
    buffer.set(kept);
    if (buffer.length > 0) buffer[kept.length] = 0;
    return text.length + 1;
  },
  trace_printk(call) {
    const text = template(call, call.argument(1));
    call.printed.push(format(call, text, (index) => (index < 3 ? call.argument(index + 3) : undefined)));
    return text.length;
  },
  trace_vprintk(call) {
    const text = template(call, call.argument(1));
    call.printed.push(format(call, text, wordsAt(call, call.argument(3), u32(call, 4))));
    return text.length;
  },
  strncmp(call) {
    const limit = u32(call, 2);
    const [left, right] = [stringUpTo(call, call.argument(1), limit), stringUpTo(call, call.argument(3), limit)];
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  },
  strtol: (call) => parseNumber(call, -(1n << 63n), (1n << 63n) - 1n),
  strtoul: (call) => parseNumber(call, 0n, (1n << 64n) - 1n),
};
