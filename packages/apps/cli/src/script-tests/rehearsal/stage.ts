import { helperFunctions } from "@tapset/asm";
import type { HelperRows, Memory } from "@tapset/asm/interpreter";
import type { Builder, Expr, HostFunctions, LongExpr, ScalarType, Stmt } from "@tapset/core";
import type { CType } from "@tapset/btf";

/** A value as a handler finds it. */
export type StagedValue = bigint | string;

/** What the probes that fire now are told. */
export interface Performance {
  /** By which probes at one place are told apart. */
  readonly select: bigint;
  /** The value of a context variable; undefined where the event gives none. */
  value(name: string): StagedValue | undefined;
}

/** Numbers that programs ask with: the selector, then a value each, then places in the script that were reached. */
const SELECTOR = 0;
const FIRST_MARK = 1 << 24;
/** Addresses of contexts, which the helper takes otherwise, are above. */
const LARGEST_QUESTION = 0xffff_ffffn;

const HELPER = helperFunctions.get_attach_cookie.id;
const HOST_VALUE = "rehearsal/value";
const HOST_REACHED = "rehearsal/reached";

interface Slot {
  readonly name: string;
  readonly type: ScalarType;
}

/**
 * Where handlers rehearse: what they would load from a probe's context they ask the stage for, which knows what the event
 * that is under way gives. Kernel handlers ask by the helper that gives an attachment's number, `bpf_get_attach_cookie()`;
 * session handlers by session functions.
 */
export class Stage {
  readonly #slots: Slot[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #missing = new Set<string>();
  readonly #reached = new Set<number>();
  #performance: Performance | undefined;

  /** What programs on the stage find in place of the interpreter's own helper. */
  readonly helpers: HelperRows = {
    get_attach_cookie: (call) => {
      const question = call.argument(1);
      return question > LARGEST_QUESTION ? call.environment.attachCookie : this.#answer(Number(question), call.memory);
    },
  };

  /** Session functions of the same meaning. */
  readonly host: HostFunctions = {
    [HOST_VALUE]: (_context, question) => {
      const slot = this.#slotOf(Number(question));
      return this.#find(slot) ?? (slot.type === "long" ? 0n : "");
    },
    [HOST_REACHED]: (_context, mark): void => void this.#reached.add(Number(mark)),
  };

  /** Lets `act` happen to probes that are told so; gives the names they asked for in vain. */
  perform(performance: Performance, act: () => void): readonly string[] {
    this.#performance = performance;
    this.#missing.clear();
    try {
      act();
      return [...this.#missing];
    } finally {
      this.#performance = undefined;
    }
  }

  /** The marks that were come by. */
  get reached(): ReadonlySet<number> {
    return this.#reached;
  }

  /** The selector of the probes at one place. */
  selector(builder: Builder): LongExpr {
    return builder.helper(HELPER, builder.constant(SELECTOR));
  }

  /**
   * A context variable's value. Where an event doesn't give it the handler fails, which keeps the question where the
   * handler needs the answer: what can't fail may be asked for earlier. `pointer`: what is known of an address.
   */
  ask(builder: Builder, name: string, type: ScalarType, pointer: { readonly ctype?: CType; readonly trusted?: boolean } = {}): Expr {
    const question = builder.constant(this.#number(name, type));
    if (builder.engine === "session") return type === "long" ? builder.hostLong(HOST_VALUE, question) : builder.hostString(HOST_VALUE, question);
    const address = builder.helper(HELPER, question);
    // In the process's memory: a kernel that is locked down lets programs read that too.
    return type === "long" ? builder.load(address, { size: 8, access: "user", ...pointer }) : builder.loadString(address, "user");
  }

  /** Notes that a place in the script is come by. */
  mark(builder: Builder, mark: bigint): Stmt {
    if (builder.engine === "session") return { op: "host", name: HOST_REACHED, arguments: [builder.constant(mark)] };
    const value: LongExpr = { type: "long", op: "helper", helper: HELPER, arguments: [builder.constant(mark + BigInt(FIRST_MARK))], effect: true };
    return { op: "evaluate", value };
  }

  #number(name: string, type: ScalarType): number {
    const key = `${type} ${name}`;
    const number = this.#numbers.get(key) ?? this.#slots.push({ name, type });
    this.#numbers.set(key, number);
    return number;
  }

  #slotOf(number: number): Slot {
    const slot = this.#slots[number - 1];
    if (slot === undefined) throw new Error(`bug: no value has the number ${number}`);
    return slot;
  }

  #answer(question: number, memory: Memory): bigint {
    if (question === SELECTOR) return BigInt.asUintN(64, this.#performance?.select ?? 0n);
    if (question >= FIRST_MARK) {
      this.#reached.add(question - FIRST_MARK);
      return 0n;
    }
    const slot = this.#slotOf(question);
    const value = this.#find(slot);
    return value === undefined ? 0n : memory.allocate(slot.name, bytesOf(value), { space: "user" }).base;
  }

  #find({ name, type }: Slot): StagedValue | undefined {
    const value = this.#performance?.value(name);
    if (value !== undefined && typeof value === (type === "long" ? "bigint" : "string")) return value;
    this.#missing.add(name);
    return undefined;
  }
}

function bytesOf(value: StagedValue): Uint8Array {
  if (typeof value === "string") return Buffer.from(`${value}\0`, "latin1");
  return new Uint8Array(BigInt64Array.of(BigInt.asIntN(64, value)).buffer);
}
