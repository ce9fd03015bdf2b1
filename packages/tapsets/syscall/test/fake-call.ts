import { memberLoad, Builder, escapeWithin, quoteText, type Derivation, type DerivedProbe, type Expr, type KernelSite, type LongExpr, noProbe, type Segment, type StringExpr } from "@tapset/core";
import { frozenKernel } from "@tapset/target";
import { callWords } from "../src/argument-plan.js";
import { ArgumentReader } from "../src/argument-reader.js";
import { syscallFamily } from "../src/index.js";
import { syscallRegisters } from "../src/syscall-abi.js";
import type { Call } from "../src/syscall-table.js";
import { followPlan } from "./follow-plan.js";

/** A kernel whose types are known, so that registers have their real offsets. */
export const target = frozenKernel("linux-6.18-x86_64");

const MAX_STRING = 127;
const REGISTERS = 0xffff_0000n;

/** A user's memory: bytes or 64-bit words by address. */
export type Memory = Readonly<Record<number, string | readonly bigint[] | Uint8Array>>;

/** A thread at a system call: what its registers and memory hold. */
export interface FakeCall {
  readonly arguments?: readonly (bigint | number)[];
  readonly memory?: Memory;
  readonly result?: bigint;
  readonly number?: bigint;
  /** The code segment: __USER_CS when absent. */
  readonly codeSegment?: bigint;
}

function derivation(point: string): Derivation {
  const components = point.split(".").map((name) => ({ name, literal: undefined, span: undefined as never }));
  const pattern = syscallFamily.patterns.find((each) => each.components.length === components.length && each.components[0]!.name === components[0]!.name)!;
  return syscallFamily.derive({ pattern, components, text: point, span: undefined as never }, target);
}

/** Derives `syscall.NAME` or `syscall.NAME.return`. */
export function deriveCall(point: string): readonly DerivedProbe[] {
  const derived = derivation(point);
  if (derived.kind !== "probes") throw new Error(JSON.stringify(derived));
  return derived.probes;
}

/** Whether there is a `syscall.NAME`. */
export function knowsCall(name: string): boolean {
  return derivation(`syscall.${name}`).kind === "probes";
}

/** The value of a probe's variable in a call, as a handler would see it. */
export function valueOf(probe: DerivedProbe, name: string, call: FakeCall): bigint | string {
  const variable = probe.scope.lookup(name);
  if (variable === undefined) throw new Error(`${probe.point} has no ${name}`);
  const builder = fakeBuilder(probe.point);
  return new Evaluation(call, builder).value(variable.load(builder));
}

/** `syscall.NAME`'s variable in a call of a 32-bit program. */
export function compatValue(name: string, variable: string, call: FakeCall): bigint | string {
  const compat = deriveCall(`syscall.${name}`).find(({ site }) => site.where === "kernel" && (site.select!.value & 1n) === 1n);
  if (compat === undefined) throw new Error(`32-bit programs have no ${name}`);
  return valueOf(compat, variable, { ...call, codeSegment: 0x23n });
}

/** `syscall.NAME`'s variable in a call. */
export function entryValue(name: string, variable: string, call: FakeCall): bigint | string {
  return valueOf(deriveCall(`syscall.${name}`)[0]!, variable, call);
}

/** argstr of a call as handlers have it that serve several: of recorded values. */
export function recordedText(call: Call, fake: FakeCall): string {
  const builder = fakeBuilder();
  const reader = new ArgumentReader(call);
  const evaluation = new Evaluation({ ...fake, number: call.selector }, builder);
  return reader.render(reader.record(builder).map((each) => evaluation.value(each)), reader.counts(builder), MAX_STRING);
}

/** argstr of a call as a handler has it that serves all calls: of what its plan reads. */
export function plannedText(call: Call, fake: FakeCall): string {
  const builder = fakeBuilder();
  const plan = new ArgumentReader(call).plan(MAX_STRING);
  const evaluation = new Evaluation({ ...fake, number: call.selector }, builder);
  const words = callWords(builder, call.abis).map((word) => evaluation.long(word));
  return plan.render(followPlan(plan.steps, words, (address) => evaluation.bytesAt(address)));
}

/** What a site's dispatcher compares with the probes' values. */
export function selectorOf(site: KernelSite, call: FakeCall): bigint {
  const builder = fakeBuilder();
  return new Evaluation(call, builder).long(site.select!.selector(builder));
}

/** The value of an expression that reads nothing of a thread. */
export function evaluate(expr: Expr): bigint | string {
  return new Evaluation({}, fakeBuilder()).value(expr);
}

function fakeBuilder(point = ""): Builder {
  return new Builder("kernel", target, undefined, MAX_STRING, { ...noProbe, point: { type: "string", op: "text", text: point, bound: MAX_STRING } });
}

/** Evaluates what variables load, over a fake thread. Knows only what this package builds. */
class Evaluation {
  readonly #offsets = new Map<number, bigint>();
  readonly #memory: (readonly [address: bigint, bytes: Buffer])[];

  constructor(
    readonly call: FakeCall,
    builder: Builder,
  ) {
    const type = target.btf!.byName("struct", "pt_regs")!;
    const registers = { ...builder.context(0), ctype: type, trusted: true };
    const { abis } = syscallRegisters["x86_64"]!;
    const abi = abis[call.codeSegment === 0x23n ? 1 : 0];
    abi.arguments.forEach((member, index) => {
      const load = memberLoad(builder, registers, member);
      if (load.op === "load") this.#offsets.set(load.offset, BigInt(call.arguments?.[index] ?? 0));
    });
    const others = { orig_ax: call.number ?? 0n, cs: call.codeSegment ?? 0x33n };
    for (const [member, value] of Object.entries(others)) {
      const load = memberLoad(builder, registers, member);
      if (load.op === "load") this.#offsets.set(load.offset, value);
    }
    this.#memory = Object.entries(call.memory ?? {}).map(([address, content]) => [BigInt(address), toBytes(content)]);
  }

  value(expr: Expr): bigint | string {
    return expr.type === "long" ? this.long(expr) : this.text(expr);
  }

  long(expr: LongExpr): bigint {
    switch (expr.op) {
      case "const":
        return expr.value;
      case "context":
        return expr.offset === 0 ? REGISTERS : (this.call.result ?? this.call.number ?? 0n);
      case "environment":
        return this.call.number ?? 0n;
      case "binary":
        return BigInt.asIntN(64, binary[expr.operator]!(this.long(expr.left), this.long(expr.right)));
      case "compare": {
        const [left, right] = [this.value(expr.left), this.value(expr.right)];
        return BigInt({ eq: left === right, ne: left !== right, lt: left < right, le: left <= right, gt: left > right, ge: left >= right }[expr.comparison]);
      }
      case "select":
        return this.long(this.long(expr.condition) === 0n ? expr.otherwise : expr.then);
      case "logical": {
        const left = this.long(expr.left) !== 0n;
        return BigInt(expr.operator === "and" ? left && this.long(expr.right) !== 0n : left || this.long(expr.right) !== 0n);
      }
      case "byte":
        return BigInt(this.text(expr.text).charCodeAt(Number(this.long(expr.index))) || 0);
      case "unary":
        return expr.operator === "not" ? BigInt(this.long(expr.operand) === 0n) : BigInt.asIntN(64, -this.long(expr.operand));
      case "load":
        return this.#load(expr);
      default:
        throw new Error(`${expr.op} isn't evaluated here`);
    }
  }

  text(expr: StringExpr): string {
    switch (expr.op) {
      case "text":
        return expr.text;
      case "substr": {
        const start = Number(this.long(expr.start));
        return this.text(expr.text).slice(start, start + Number(this.long(expr.length)));
      }
      case "escape": {
        const [text, length] = [this.text(expr.text), Number(this.long(expr.length))];
        const limit = length > 0 && length < expr.bound ? length : expr.bound;
        return expr.quotes ? quoteText(text, limit) : escapeWithin(text, limit);
      }
      case "concat":
        return expr.parts.map((part) => this.text(part)).join("");
      case "select":
        return this.text(this.long(expr.condition) === 0n ? expr.otherwise : expr.then);
      case "fact":
        return expr.fact.render(...expr.raw.map((raw) => this.value(raw)));
      case "format":
        return expr.segments.map((segment) => this.#segment(segment)).join("");
      case "load-string": {
        const bytes = this.bytesAt(this.long(expr.address));
        if (bytes === undefined) return this.text(expr.fallback!);
        const end = bytes.indexOf(0);
        return bytes.subarray(0, end < 0 ? undefined : end).toString("latin1").slice(0, expr.bound);
      }
      default:
        throw new Error(`${expr.op} isn't evaluated here`);
    }
  }

  #load(expr: Extract<LongExpr, { op: "load" }>): bigint {
    const address = this.long(expr.address);
    if (address === 0n && expr.nullIsZero) return 0n;
    if (address === REGISTERS) return this.#offsets.get(expr.offset) ?? 0n;
    const bytes = this.bytesAt(address + BigInt(expr.offset));
    if (bytes === undefined || bytes.length < expr.size) return 0n;
    const value = BigInt(`0x${Buffer.from(bytes.subarray(0, expr.size)).reverse().toString("hex")}`);
    return expr.signed ? BigInt.asIntN(8 * expr.size, value) : BigInt.asIntN(64, value);
  }

  #segment(segment: Segment): string {
    if (segment.kind === "text") return segment.text;
    if (segment.kind === "histogram") throw new Error("argstr has no histogram");
    const value = this.value(segment.value);
    const { conversion, alternate } = segment.directive;
    if (typeof value === "string") return value;
    const unsigned = BigInt.asUintN(64, value);
    if (conversion === "p" || conversion === "x") return `${conversion === "p" ? "0x" : ""}${unsigned.toString(16)}`;
    if (conversion === "o") return alternate && unsigned !== 0n ? `0${unsigned.toString(8)}` : unsigned.toString(8);
    return conversion === "u" ? unsigned.toString() : value.toString();
  }

  bytesAt(address: bigint): Buffer | undefined {
    for (const [start, bytes] of this.#memory) {
      if (address >= start && address < start + BigInt(bytes.length)) return bytes.subarray(Number(address - start));
    }
    return undefined;
  }
}

const binary: Readonly<Record<string, (left: bigint, right: bigint) => bigint>> = {
  add: (left, right) => left + right,
  sub: (left, right) => left - right,
  and: (left, right) => left & right,
  or: (left, right) => left | right,
  xor: (left, right) => left ^ right,
  shl: (left, right) => left << right,
  shr: (left, right) => BigInt.asUintN(64, left) >> right,
  sar: (left, right) => BigInt.asIntN(64, left) >> right,
};

function toBytes(content: string | readonly bigint[] | Uint8Array): Buffer {
  if (typeof content === "string") return Buffer.from(`${content}\0`, "latin1");
  if (content instanceof Uint8Array) return Buffer.from(content);
  const bytes = Buffer.alloc(8 * content.length);
  content.forEach((word, index) => bytes.writeBigUInt64LE(BigInt.asUintN(64, word), 8 * index));
  return bytes;
}
