import type { Automaton, Fact, Global } from "@tapset/core";
import { type Diagnostic, diagnostic, type Span } from "@tapset/language";
import { LOCKED_READS } from "../locked-reads.js";
import type { PlannedDirective } from "../module.js";
import type { MemorySpace } from "./session-runtime.js";
import { errorLocation } from "../error-location.js";

/** What the handlers of a session share: constants at the top of the generated source, each made once. */
export class ConstantPool {
  readonly #locations = new Map<string, number>();
  readonly #declarations = new Map<string, string>();
  readonly #facts = new Map<string, Fact>();
  readonly #kernelReads: () => boolean;
  /** What the kernel won't let the handlers do. */
  readonly diagnostics: Diagnostic[] = [];
  #readsMemory = false;

  /** `kernelReads`: whether the kernel lets its memory be read. */
  constructor(kernelReads: () => boolean) {
    this.#kernelReads = kernelReads;
  }

  /** Whether any handler reads memory, or asks what its task is. */
  get readsMemory(): boolean {
    return this.#readsMemory;
  }

  /** Facts whose texts the handlers make. */
  get facts(): readonly Fact[] {
    return [...this.#facts.values()];
  }

  /** Number of a place in the script. */
  location(span: Span): number {
    const text = errorLocation(span);
    const known = this.#locations.get(text);
    if (known !== undefined) return known;
    this.#locations.set(text, this.#locations.size);
    return this.#locations.size - 1;
  }

  /** The name of the memory that is read somewhere. */
  memory(space: MemorySpace, span: Span | undefined): string {
    this.#readsMemory = true;
    if (space === "kernel" && !this.#kernelReads()) this.diagnostics.push(diagnostic(LOCKED_READS.id, LOCKED_READS.message, span, { hints: [LOCKED_READS.hint] }));
    return JSON.stringify(space);
  }

  /** The task that handlers run in. */
  task(): string {
    this.#readsMemory = true;
    return 'rt.environment("task")';
  }

  global(global: Global): string {
    return this.#constant(`g${global.id}`, `rt.global(${global.id})`);
  }

  formatter(directive: PlannedDirective): string {
    return this.#numbered("f", `rt.formatter(${JSON.stringify(directive)})`);
  }

  automaton(automaton: Automaton): string {
    return this.#numbered("a", JSON.stringify(automaton));
  }

  fact(fact: Fact): string {
    this.#facts.set(fact.name, fact);
    return this.#numbered("x", `rt.fact(${JSON.stringify(fact.name)})`);
  }

  host(name: string): string {
    return this.#numbered("h", `rt.host(${JSON.stringify(name)})`);
  }

  /** Lines that declare it all. */
  declarations(): string[] {
    return [
      `rt.locations(${JSON.stringify([...this.#locations.keys()])});`,
      ...[...this.#declarations].map(([code, name]) => `const ${name} = ${code};`),
    ];
  }

  #numbered(prefix: string, code: string): string {
    return this.#declarations.get(code) ?? this.#constant(`${prefix}_${this.#declarations.size}`, code);
  }

  #constant(name: string, code: string): string {
    if (!this.#declarations.has(code)) this.#declarations.set(code, name);
    return name;
  }
}
