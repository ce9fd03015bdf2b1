import { type Automaton, DEAD_STATE, MATCHED_STATE, NOWHERE, POSITION } from "@tapset/core";
import { byteClasses } from "./byte-classes.js";
import { type Move, SPARE, orderMoves } from "./order-moves.js";
import type { GraphNode, RegexGraph } from "./regex-graph.js";
import { PatternError } from "./syntax.js";
import { follow, type MarkValue, type Thread, type Where } from "./threads.js";

/** Most states, and most entries of the table. */
const MOST_STATES = 2000;
const MOST_ENTRIES = 32_768;
/** Registers 0 and 1 are the result. */
const FIRST_REGISTER = 2;

/** Threads after a number of bytes. `seeds`: a match may still begin further right. */
interface State {
  readonly threads: readonly Thread[];
  readonly seeds: boolean;
}

/** The automaton that searches for what a graph describes; with registers when it's to find a part. */
export function determinise(pattern: string, graph: RegexGraph, findsPart: boolean): Automaton {
  return new Determiniser(pattern, graph, findsPart).run();
}

class Determiniser {
  readonly #classes;
  readonly #numbers = new Map<string, number>();
  readonly #states: State[] = [];
  readonly #moves: Move[][] = [[]];
  readonly #moveNumbers = new Map<string, number>([["[]", 0]]);
  #registers = FIRST_REGISTER;
  #later: boolean | undefined;

  constructor(
    private readonly pattern: string,
    private readonly graph: RegexGraph,
    private readonly findsPart: boolean,
  ) {
    this.#classes = byteClasses(graph);
  }

  run(): Automaton {
    const { classes, examples } = this.#classes;
    const begun = follow(this.graph, [this.#seed(0)], { atBegin: true, atEnd: false });
    const initial = this.#enter(begun, true);
    // Nothing leads out of the two states that decide.
    const next = [DEAD_STATE, MATCHED_STATE].flatMap((state) => Array<number>(examples.length).fill(state));
    const actions: number[] = Array<number>(2 * examples.length).fill(0);
    for (let at = 0; at < this.#states.length; at++) {
      for (const byte of examples) {
        const entered = this.#step(this.#states[at] as State, byte);
        next.push(entered.state);
        actions.push(entered.action);
      }
      if (next.length > MOST_ENTRIES) throw this.#tooLarge();
    }
    const hasRegisters = this.findsPart;
    return {
      pattern: this.pattern,
      classes,
      classCount: examples.length,
      start: initial.state,
      next,
      actions: hasRegisters ? actions : [],
      moves: this.#moves.map((moves) => moves.map(({ to, from }) => ({ to: this.#settled(to), from: this.#settled(from) }))),
      initial: initial.action,
      // One more to swap by.
      registers: hasRegisters ? this.#registers + 1 : 0,
    };
  }

  /** The register to swap by comes behind all others. */
  #settled(register: number): number {
    return register === SPARE ? this.#registers : register;
  }

  #seed(rank: number): Thread {
    return { node: this.graph.entry, rank, marks: [undefined, undefined] };
  }

  #step({ threads, seeds }: State, byte: number): { readonly state: number; readonly action: number } {
    const where: Where = { atBegin: false, atEnd: byte === 0 };
    const seeded = seeds ? [this.#seed(Infinity)] : [];
    if (byte === 0) {
      const ends = threads.filter(({ node }) => this.#node(node).kind !== "bytes");
      const accepted = follow(this.graph, [...ends, ...seeded], where).find(({ node }) => this.#node(node).kind === "accept");
      if (accepted === undefined) return { state: DEAD_STATE, action: 0 };
      return { state: this.findsPart ? DEAD_STATE : MATCHED_STATE, action: this.#action(this.#result(accepted)) };
    }
    const moved = threads.flatMap((thread) => {
      const node = this.#node(thread.node);
      return node.kind === "bytes" && node.bytes.has(byte) ? [{ ...thread, node: node.to }] : [];
    });
    return this.#enter(follow(this.graph, [...moved, ...seeded], where), seeds);
  }

  /** The state of these threads, whose marks are registers of the state before, and what moves on entering it. */
  #enter(threads: readonly Thread[], seeds: boolean): { readonly state: number; readonly action: number } {
    const accepted = threads.find(({ node }) => this.#node(node).kind === "accept");
    if (accepted !== undefined && !this.findsPart) return { state: MATCHED_STATE, action: 0 };
    // What begins further right than a match is of no interest, what may get longer is.
    const kept = accepted === undefined ? threads : threads.filter(({ rank }) => rank <= accepted.rank);
    const registers = new Map<number | "here", number>();
    const renamed = kept.map((thread): Thread => ({ ...thread, marks: thread.marks.map((mark) => this.#rename(registers, mark)) as [MarkValue, MarkValue] }));
    const ranks = [...new Set(renamed.map(({ rank }) => rank))];
    const state = { threads: renamed.map((thread) => ({ ...thread, rank: ranks.indexOf(thread.rank) })), seeds: seeds && accepted === undefined && this.#mayBeginLater };
    const moves = [...registers].map(([from, to]): Move => ({ to, from: from === "here" ? POSITION : from }));
    return { state: this.#number(state), action: this.#action([...(accepted ? this.#result(accepted) : []), ...moves]) };
  }

  #rename(registers: Map<number | "here", number>, mark: MarkValue): MarkValue {
    if (mark === undefined || !this.findsPart) return undefined;
    const known = registers.get(mark);
    if (known !== undefined) return known;
    const register = FIRST_REGISTER + registers.size;
    registers.set(mark, register);
    this.#registers = Math.max(this.#registers, register + 1);
    return register;
  }

  #result({ marks }: Thread): Move[] {
    return marks.map((mark, to): Move => ({ to, from: mark === undefined ? NOWHERE : mark === "here" ? POSITION : mark }));
  }

  /** Whether a match may begin anywhere but at the text's beginning. */
  get #mayBeginLater(): boolean {
    return (this.#later ??= follow(this.graph, [this.#seed(0)], { atBegin: false, atEnd: false }).length > 0);
  }

  #number(state: State): number {
    if (state.threads.length === 0 && !state.seeds) return DEAD_STATE;
    const threads = state.threads.map(({ node, rank, marks }) => (this.findsPart ? `${node}:${rank}:${marks.join(":")}` : String(node)));
    // Who is preferred matters only to what is found.
    const key = `${String(state.seeds)} ${(this.findsPart ? threads : threads.sort()).join(" ")}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#states.length >= MOST_STATES) throw this.#tooLarge();
    const number = MATCHED_STATE + this.#states.push(state);
    this.#numbers.set(key, number);
    return number;
  }

  #action(moves: readonly Move[]): number {
    if (!this.findsPart) return 0;
    const ordered = orderMoves(moves);
    const key = JSON.stringify(ordered);
    const known = this.#moveNumbers.get(key);
    if (known !== undefined) return known;
    this.#moveNumbers.set(key, this.#moves.length);
    return this.#moves.push(ordered) - 1;
  }

  #node(index: number): GraphNode {
    return this.graph.nodes[index] as GraphNode;
  }

  #tooLarge(): PatternError {
    return new PatternError(`'${this.pattern}' is too large: it makes an automaton of more than ${MOST_STATES} states or ${MOST_ENTRIES} entries`);
  }
}
