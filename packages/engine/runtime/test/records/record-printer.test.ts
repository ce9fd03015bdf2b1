import type { ArgumentLayout, PlannedDirective, PlannedSegment, Site } from "@tapset/compiler";
import type { Fact } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { Output } from "../../src/output/output.js";
import { TextReporter } from "../../src/output/text-reporter.js";
import { RecordPrinter } from "../../src/records/record-printer.js";
import { MemorySink } from "../session/memory-sink.js";

const errno: Fact = {
  name: "test/errno",
  injective: true,
  bound: 16,
  render: (raw) => (raw === -2n ? "-2 (ENOENT)" : String(raw)),
};

function directive(fields: Partial<PlannedDirective> & Pick<PlannedDirective, "conversion">): PlannedDirective {
  return { minus: false, plus: false, space: false, zero: false, alternate: false, width: undefined, precision: undefined, ...fields };
}
const value = (fields: Parameters<typeof directive>[0]): PlannedSegment => ({ kind: "value", directive: directive(fields) });
const words = (text: string): PlannedSegment => ({ kind: "text", text });

/** Bytes of arguments: longs, strings of a fixed size, packed strings. */
const long = (number: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(number);
  return bytes;
};
const fixed = (text: string, size: number): Buffer => Buffer.concat([Buffer.from(text, "latin1"), Buffer.alloc(size)]).subarray(0, size);
const packed = (text: string): Buffer => Buffer.concat([long(BigInt(text.length)), fixed(text, (text.length + 7) & ~7)]);
function entry(site: number, ...args: readonly Buffer[]): Buffer {
  const body = Buffer.concat(args);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(site, 0);
  head.writeUInt32LE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}

function printed(sites: readonly Site[], ...entries: readonly Buffer[]) {
  const record = Buffer.concat(entries);
  const memory = new ArrayBuffer(64 + record.length);
  new Uint8Array(memory).set(record, 64);
  const stdout = new MemorySink();
  const stderr = new MemorySink();
  const output = new Output(new TextReporter(stdout, stderr));
  let exits = 0;
  let failures = 0;
  const truncated: number[] = [];
  const printer = new RecordPrinter(memory, sites, {
    output,
    points: ["syscall.openat"],
    exit: () => exits++,
    failed: () => failures++,
    truncated: (probe) => truncated.push(probe),
  });
  printer.print(64, record.length);
  output.flush();
  return { stdout: stdout.text, stderr: stderr.text, exits, failures, truncated };
}
const print = (segments: readonly PlannedSegment[], layouts: readonly ArgumentLayout[]): Site => ({
  kind: "print", stream: "output", segments, arguments: layouts, probe: 3,
});

describe("records", () => {
  it("print their entries one after the other, strings up to their NUL", () => {
    const sites = [
      print([value({ conversion: "s" }), words("("), value({ conversion: "d" }), words(")\n")], [{ kind: "fixed", size: 16 }, { kind: "long" }]),
      print([words("path "), value({ conversion: "s" }), words("\n")], [{ kind: "packed" }]),
    ];
    const { stdout } = printed(sites, entry(0, fixed("cat\0junk", 16), long(-7n)), entry(1, packed("/etc/passwd")), entry(0, fixed("a 16-byte string", 16), long(1n << 40n)));
    expect(stdout).toBe("cat(-7)\npath /etc/passwd\na 16-byte string(1099511627776)\n");
  });

  it("pad and cut as printf does", () => {
    const segments = [
      value({ conversion: "d", width: 6 }), value({ conversion: "d", width: 6, minus: true }), words("|"),
      value({ conversion: "d", width: 6, zero: true }), value({ conversion: "x", width: 4, zero: true }),
      value({ conversion: "s", width: 5 }), value({ conversion: "s", width: 4, minus: true, precision: 2 }), words("|"),
      value({ conversion: "x", alternate: true }), value({ conversion: "d", plus: true, width: 4 }),
    ];
    const layouts: ArgumentLayout[] = [
      { kind: "long" }, { kind: "long" }, { kind: "long" }, { kind: "long" }, { kind: "fixed", size: 8 }, { kind: "packed" }, { kind: "long" }, { kind: "long" },
    ];
    const { stdout } = printed([print(segments, layouts)], entry(0, long(-12n), long(-12n), long(-12n), long(255n), fixed("ab", 8), packed("abcdef"), long(255n), long(5n)));
    expect(stdout).toBe("   -12-12   |-0001200ff   abab  |0xff  +5");
  });

  it("take run-time widths and precisions before the value", () => {
    const segments = [value({ conversion: "d", width: "argument" }), words("|"), value({ conversion: "s", width: "argument", precision: "argument" })];
    const layouts: ArgumentLayout[] = [{ kind: "long" }, { kind: "long" }, { kind: "long" }, { kind: "long" }, { kind: "fixed", size: 8 }];
    const { stdout } = printed([print(segments, layouts)], entry(0, long(4n), long(7n), long(-5n), long(2n), fixed("abc", 8)));
    expect(stdout).toBe("   7|ab   ");
  });

  it("render facts from their raw values", () => {
    const site = print([value({ conversion: "s" }), words(" "), value({ conversion: "s", width: 4 }), words("\n")], [
      { kind: "fact", fact: errno, raw: [{ kind: "long" }] },
      { kind: "fact", fact: errno, raw: [{ kind: "long" }] },
    ]);
    const { stdout } = printed([site], entry(0, long(-2n), long(3n)), entry(0, long(-2n), long(1n << 33n)));
    expect(stdout).toBe("-2 (ENOENT)    3\n-2 (ENOENT) 8589934592\n");
  });

  it("make inlined sprintfs first, cut at their bound and their first NUL, then the directive around them", () => {
    const segments: PlannedSegment[] = [
      { kind: "nested", directive: directive({ conversion: "s", width: 8 }), bound: 5, segments: [words("fd="), value({ conversion: "d" })] },
      { kind: "nested", directive: directive({ conversion: "s" }), bound: 9, segments: [words("a"), value({ conversion: "c" }), words("b")] },
      words(";"),
      { kind: "nested", directive: directive({ conversion: "s", width: "argument" }), bound: 9, segments: [value({ conversion: "d" })] },
    ];
    const layouts: ArgumentLayout[] = [{ kind: "long" }, { kind: "long" }, { kind: "long" }, { kind: "long" }];
    const { stdout, truncated } = printed([print(segments, layouts)], entry(0, long(1234n), long(0n), long(3n), long(9n)));
    expect(stdout).toBe("   fd=12a;  9");
    // What a byte 0 ends isn't lost.
    expect(truncated).toEqual([3]);
  });

  it("print one of two texts, and count no cut of the other", () => {
    const cut: PlannedSegment = { kind: "nested", directive: directive({ conversion: "s" }), bound: 1, segments: [value({ conversion: "d" })] };
    const segments: PlannedSegment[] = [{ kind: "choice", then: [words("no")], otherwise: [words("n="), cut] }, words(";"), value({ conversion: "d" })];
    const layouts: ArgumentLayout[] = [{ kind: "long" }, { kind: "long" }, { kind: "long" }];
    const { stdout, truncated } = printed([print(segments, layouts)], entry(0, long(1n), long(12n), long(3n)), entry(0, long(0n), long(45n), long(6n)));
    expect(stdout).toBe("no;3n=4;6");
    expect(truncated).toEqual([3]);
  });

  it("draw histograms of the buckets they bring", () => {
    const shape = { kind: "linear", low: 0n, high: 10n, width: 10n } as const;
    const layouts = Array.from({ length: 4 }, () => ({ kind: "long" }) as const);
    const { stdout } = printed([print([{ kind: "histogram", shape }], layouts)], entry(0, long(0n), long(3n), long(12n), long(0n)));
    const bar = (length: number): string => "@".repeat(length).padEnd(50);
    expect(stdout).toBe(`value |${"-".repeat(50)} count\n    0 |${bar(3)}  3\n   10 |${bar(12)} 12\n`);
  });

  it("say errors with the place in the script, and warnings, on stderr, after what was printed before", () => {
    const sites: Site[] = [
      { kind: "error", segments: [value({ conversion: "s" })], arguments: [{ kind: "packed" }], probe: 0, location: "near operator '/' at a.stp:1:2" },
      { kind: "print", stream: "warning", segments: [words("careful "), value({ conversion: "d" })], arguments: [{ kind: "long" }], probe: 0 },
      { kind: "exit" },
    ];
    const { stderr, stdout, exits, failures } = printed(sites, entry(0, packed("division by 0")), entry(1, long(3n)), entry(2));
    expect(stderr).toBe("ERROR: division by 0 near operator '/' at a.stp:1:2\nWARNING: careful 3\n");
    expect(stdout).toBe("");
    expect([exits, failures]).toEqual([1, 1]);
  });
});
