import { readFileSync } from "node:fs";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, runScript, tracepoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import context from "../src/index.js";

const scripts = ["floating-point.stp", "floating-point-text.stp"].map((name) => ({ name, text: readFileSync(new URL(`../${name}`, import.meta.url), "utf8") }));
const tapsets = [madeTapset({ name: "context", module: context, scripts }), ...Object.entries({ kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }))];

const view = new DataView(new ArrayBuffer(8));
function bitsOf(number: number): bigint {
  view.setFloat64(0, number);
  return Number.isNaN(number) ? 0x7ff8n << 48n : view.getBigInt64(0);
}
function numberOf(bits: bigint): number {
  view.setBigInt64(0, bits);
  return view.getFloat64(0);
}

/** A small generator, so that a failure comes again. */
function* bits(seed: number): Generator<bigint> {
  let state = BigInt(seed);
  for (;;) {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    yield state >> 32n;
  }
}
const drawn = bits(20);
const draw = (): bigint => drawn.next().value as bigint;
const word = (): bigint => BigInt.asIntN(64, (draw() << 32n) | draw());

const special = [0, -0, 1, -3, 1 / 3, 1e300, 2 ** -1074, 2 ** -1022 - 2 ** -1074, Number.MAX_VALUE, Infinity, -Infinity, NaN].map(bitsOf);
/** Numbers near one another, so that sums cancel and remainders are short. */
const near = (): bigint => BigInt.asIntN(64, (word() & ~(0x7ffn << 52n)) | ((1010n + (draw() % 30n)) << 52n));
const pairs: readonly (readonly [bigint, bigint])[] = [
  ...special.flatMap((a) => special.map((b) => [a, b] as const)),
  ...Array.from({ length: 80 }, () => [word(), word()] as const),
  ...Array.from({ length: 80 }, () => [near(), near()] as const),
  ...Array.from({ length: 20 }, () => [word() & ~(0x7ffn << 52n), near()] as const),
];

/** IEEE 754's remainder, in whole numbers. */
function remainder(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b) || !Number.isFinite(a) || b === 0) return NaN;
  if (!Number.isFinite(b) || a === 0) return a;
  const whole = (x: number): bigint => {
    const raw = BigInt.asUintN(63, bitsOf(x));
    const exponent = raw >> 52n;
    const fraction = raw & ((1n << 52n) - 1n);
    return exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  };
  const [size, unit] = [whole(a), whole(b)];
  let rest = size % unit;
  let isTaken = false;
  if (2n * rest > unit || (2n * rest === unit && (size / unit) % 2n === 1n)) {
    rest = unit - rest;
    isTaken = true;
  }
  if (rest === 0n) return a < 0 ? -0 : 0;
  // The remainder has no more bits than the smaller of the two: exact.
  let shift = 0n;
  while (rest >> shift >= 1n << 53n) shift += 1n;
  const result = Number(rest >> shift) * 2 ** (Number(shift) - 1074);
  return isTaken !== a < 0 ? -result : result;
}

type Two = (a: number, b: number) => number;
const operations: readonly (readonly [string, Two])[] = [
  ["fp_add", (a, b) => a + b],
  ["fp_sub", (a, b) => a - b],
  ["fp_mul", (a, b) => a * b],
  ["fp_div", (a, b) => a / b],
  ["fp_rem", remainder],
];
const comparisons: readonly (readonly [string, (a: number, b: number) => boolean])[] = [
  ["fp_eq", (a, b) => a === b],
  ["fp_le", (a, b) => a <= b],
  ["fp_lt", (a, b) => a < b],
];

/** The values of calls on each pair, by the engine of session handlers or that of kernel handlers. */
async function results(engine: "session" | "kernel", call: string, inputs: readonly (readonly bigint[])[]): Promise<readonly bigint[]> {
  const found: bigint[] = [];
  // As many as a handler's limit of actions lets be written into arrays.
  for (let start = 0; start < inputs.length; start += 400) {
    const part = inputs.slice(start, start + 400);
    const fill = part.map((values, index) => values.map((value, at) => `${"ab"[at]}[${index}] = ${value === -(1n << 63n) ? "1 << 63" : value};`).join(" ")).join("\n");
    const event = 'kernel.trace("sched_process_exit")';
    const each = engine === "kernel" ? `probe ${event} { println(${call}) i++ }` : `probe end { for (i = 0; i < ${part.length}; i++) println(${call}) }`;
    const script = `global a, b, i\nprobe begin { b[0] = 0; ${fill} }\n${each}\nprobe never { println(b[0], a[0]) }`;
    const events = engine === "kernel" ? part.map(() => tracepoint("sched_process_exit")) : [];
    const { output, messages } = await runScript(script, { tapsets, events, limits: { MAXACTION_INTERRUPTIBLE: 10_000_000 } });
    expect(messages).toBe("");
    found.push(...output.trim().split("\n").map(BigInt));
  }
  return found;
}

describe.each(["session", "kernel"] as const)("floating-point numbers in the %s", (engine) => {
  it.each(operations)("%s gives what the hardware gives", async (name, expected) => {
    const values = await results(engine, `${name}(a[i], b[i])`, pairs);
    for (const [index, [a, b]] of pairs.entries()) {
      const wanted = bitsOf(expected(numberOf(a), numberOf(b)));
      expect(values[index], `${name}(${numberOf(a)}, ${numberOf(b)}): ${numberOf(values[index]!)}, not ${numberOf(wanted)}`).toBe(wanted);
    }
  });

  it.each(comparisons)("%s says what the hardware says", async (name, expected) => {
    const values = await results(engine, `${name}(a[i], b[i])`, pairs);
    expect(values).toEqual(pairs.map(([a, b]) => (expected(numberOf(a), numberOf(b)) ? 1n : 0n)));
  });

  it("fp_sqrt gives what the hardware gives", async () => {
    const inputs = pairs.map(([a]) => [a]);
    expect((await results(engine, "fp_sqrt(a[i])", inputs)).map(numberOf)).toEqual(inputs.map(([a]) => Math.sqrt(numberOf(a!))));
  });

  it("whole numbers become the nearest", async () => {
    const inputs = [0n, 1n, -1n, (1n << 53n) + 1n, (1n << 63n) - 1n, -(1n << 63n), ...Array.from({ length: 60 }, (_, index) => word() >> BigInt(index))].map((value) => [value]);
    expect((await results(engine, "long_to_fp(a[i])", inputs)).map(numberOf)).toEqual(inputs.map(([value]) => Number(value)));
  });

  it("numbers of 32 bits become the same", async () => {
    const narrow = new DataView(new ArrayBuffer(4));
    const inputs = [0n, 1n, 0x80000000n, 0x7f800000n, 0xff800000n, 0x007fffffn, ...Array.from({ length: 60 }, () => draw())].map((value) => [value]);
    const expected = inputs.map(([value]) => {
      narrow.setUint32(0, Number(value));
      return narrow.getFloat32(0);
    });
    expect((await results(engine, "fp32_to_fp64(a[i])", inputs)).map(numberOf)).toEqual(expected);
  });

  it("become whole numbers in each way there is", async () => {
    const numbers = [0, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.4999, 2.7, -2.7, 2 ** 52 + 1, -(2 ** 62), 2 ** 63, -(2 ** 63), NaN, 1e-300, -1e-300];
    const min = -(1n << 63n);
    const expected: readonly (readonly bigint[])[] = [
      [0n, 0n, 2n, 2n, 0n, -2n, -2n, 0n, 3n, -3n],
      [0n, 0n, 1n, 2n, 0n, -1n, -2n, 0n, 2n, -2n],
      [0n, 0n, 1n, 2n, -1n, -2n, -3n, 0n, 2n, -3n],
      [0n, 1n, 2n, 3n, 0n, -1n, -2n, 1n, 3n, -2n],
      [0n, 1n, 2n, 3n, -1n, -2n, -3n, 0n, 3n, -3n],
    ];
    for (const [mode, values] of expected.entries()) {
      const tiny = [mode === 3 ? 1n : 0n, mode === 2 ? -1n : 0n];
      expect(await results(engine, `fp_to_long(a[i], ${mode}, 0)`, numbers.map((number) => [bitsOf(number)]))).toEqual([...values, (1n << 52n) + 1n, -(1n << 62n), min, min, min, ...tiny]);
    }
    expect((await results(engine, "fp_to_long(a[i], 6, 1)", [2.7, -2.7, 3.2, 4].map((number) => [bitsOf(number)])))).toEqual([3n, -3n, 3n, 4n]);
  });
});

describe.each(["begin", 'kernel.trace("sched_process_exit")'])("decimal numbers in %s", (point) => {
  const run = async (body: string): Promise<string> => (await runScript(`global zero\nprobe ${point} { zero = pid() - pid(); ${body} }`, { tapsets, events: [tracepoint("sched_process_exit")], limits: { MAXACTION: 10_000 } })).output;

  it.each(["0", "-0", "1", "-12.5", "0.1", "123456.789", ".5", "5.", "+7", "1e22", "1e23", "1e-5", "3.141592653589793238462643383279", "9007199254740993", "9007199254740992.99999999999999", "1e308", "1.8e308", "2.2250738585072014e-308", "5e-324", "2e-324", "1E+2", "123456789012345678901234567890123456789"])("%s is the nearest there is", async (text) => {
    expect(numberOf(BigInt((await run(`println(string_to_fp(zero ? "x" : "${text}"))`)).trim()))).toBe(Number(text));
  });

  it.each(["", "-", ".", "x", "1x", "1e", "1.2.3", " 1"])("'%s' is none", async (text) => {
    expect(await run(`try { println(string_to_fp(zero ? "x" : "${text}")) } catch (why) { println(why) }`)).toBe(`string_to_fp: ${text} is not a decimal number\n`);
  });

  it("are written with so many digits, rightly rounded", async () => {
    const show = (number: number, digits: number): string => `println(fp_to_string(${bitsOf(number)} + zero, ${digits}))`;
    const cases = [[1, 0], [2.5, 0], [3.5, 0], [-0.125, 2], [0.1, 20], [1e22, 1], [2 ** -1074, 3], [123.456, 2], [-0, 1], [Infinity, 3], [-Infinity, 3], [NaN, 2], [0.5, -1]] as const;
    const expected = ["1", "2", "4", "-0.12", "0.10000000000000000555", "10000000000000000000000.0", "0.000", "123.46", "-0.0", "inf", "-inf", "nan", "0"];
    expect((await run(cases.map(([number, digits]) => show(number, digits)).join("; "))).split("\n")).toEqual([...expected, ""]);
  });
});
