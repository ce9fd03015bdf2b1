import type { Intrinsic } from "@tapset/core";
import { type FunctionDecl, type GlobalDecl, type Node, type Source, rewrite, walk } from "@tapset/language";
import type { ElaboratedProbe, JoinedBody } from "../elaborated.js";
import { PRINT_FAMILY } from "../infer/print-family.js";
import type { Callee, GlobalVariable, NameResolver } from "./name-resolver.js";

/** The functions, intrinsics and tapset globals some probes reach, under names that are clear apart. */
export interface ReachedNames {
  readonly probes: readonly ElaboratedProbe[];
  readonly functions: ReadonlyMap<string, readonly FunctionDecl[]>;
  readonly intrinsics: ReadonlyMap<string, readonly Intrinsic[]>;
  /** Of tapsets only; the script's own are all kept. */
  readonly globals: readonly GlobalDecl[];
  /** The files all of this is in, the probes' handlers and aliases included. */
  readonly sources: ReadonlySet<Source>;
}

/**
 * Follows calls and variables from the probes' handlers and conditions, transitively. Where one name means different
 * functions in different files, all but the first meaning (the script's before a tapset's) get a name of their own and
 * the calls are rewritten, so that from here on a call's name says everything.
 */
export function reachNames(probes: readonly ElaboratedProbe[], resolver: NameResolver): ReachedNames {
  const reach = new Reach(resolver);
  for (const { bodies, conditions } of probes) {
    for (const { block } of bodies) reach.visit(block);
    for (const condition of conditions) reach.visit(condition);
  }
  const names = new CalleeNames(reach.callees, resolver);
  const declarations = new Map<FunctionDecl, FunctionDecl>();
  const final = (declaration: FunctionDecl): FunctionDecl => {
    const known = declarations.get(declaration) ?? names.rewriteCalls(declaration);
    declarations.set(declaration, known);
    return known;
  };
  const functions = new Map<string, readonly FunctionDecl[]>();
  const intrinsics = new Map<string, readonly Intrinsic[]>();
  for (const [name, callee] of names.byName) {
    if (callee.intrinsics.length > 0) intrinsics.set(name, callee.intrinsics);
    if (callee.overloads.length > 0) functions.set(name, callee.overloads.map(final));
  }
  return {
    probes: names.areAllPlain ? probes : probes.map((probe) => ({ ...probe, bodies: probe.bodies.map((body) => names.rewriteBody(body)) })),
    functions,
    intrinsics,
    globals: [...reach.globals].map(({ declaration, entry }) => ({ ...declaration, entries: [entry] })),
    sources: reach.sources,
  };
}

/** Collects what is reached. */
class Reach {
  /** Distinct meanings of called names. */
  readonly callees: { readonly name: string; readonly callee: Callee }[] = [];
  readonly globals = new Set<GlobalVariable>();
  readonly sources = new Set<Source>();
  readonly #visited = new Set<Node>();

  constructor(readonly resolver: NameResolver) {}

  visit(root: Node): void {
    if (this.#visited.has(root)) return;
    this.#visited.add(root);
    const { source } = root.span;
    this.sources.add(source);
    const parameters = new Set(root.kind === "FunctionDecl" ? root.params.map(({ name }) => name) : []);
    walk(root, (node) => {
      if (node.kind === "Call") this.#call(node.name, source);
      else if (node.kind === "Variable" && !parameters.has(node.name)) this.#variable(node.name, source);
    });
  }

  #call(name: string, source: Source): void {
    const callee = PRINT_FAMILY.has(name) ? undefined : this.resolver.callee(name, source);
    if (callee === undefined) return;
    if (this.callees.some((known) => known.name === name && isSame(known.callee, callee))) return;
    this.callees.push({ name, callee });
    for (const declaration of callee.overloads) this.visit(declaration);
  }

  #variable(name: string, source: Source): void {
    const global = this.resolver.global(name, source);
    const own = this.resolver.script.script.span.source;
    if (global === undefined || global.declaration.span.source === own) return;
    this.globals.add(global);
    this.sources.add(global.declaration.span.source);
  }
}

/** Names for the distinct meanings of called names. */
class CalleeNames {
  readonly byName = new Map<string, Callee>();
  /** Whether no name has more than one meaning, so that nothing need be rewritten. */
  readonly areAllPlain: boolean;

  constructor(
    callees: readonly { readonly name: string; readonly callee: Callee }[],
    readonly resolver: NameResolver,
  ) {
    const own = resolver.script.script.span.source;
    const isScripts = ({ overloads }: Callee): boolean => overloads.some(({ span }) => span.source === own);
    const ordered = [...callees.filter(({ callee }) => isScripts(callee)), ...callees.filter(({ callee }) => !isScripts(callee))];
    const taken = new Set(ordered.map(({ name }) => name));
    for (const { name, callee } of ordered) {
      let final = name;
      for (let count = 2; this.byName.has(final); count++) {
        const candidate = `${name}__${count}`;
        if (!taken.has(candidate)) final = candidate;
      }
      this.byName.set(final, callee);
    }
    this.areAllPlain = this.byName.size === taken.size;
  }

  rewriteBody(body: JoinedBody): JoinedBody {
    return { ...body, block: this.rewriteCalls(body.block) };
  }

  /** A tree whose calls have the names of what they mean. */
  rewriteCalls<N extends Node>(root: N): N {
    if (this.areAllPlain) return root;
    const { source } = root.span;
    return rewrite(root, (node) => {
      if (node.kind !== "Call" || PRINT_FAMILY.has(node.name)) return node;
      const name = this.#nameIn(node.name, source);
      return name === node.name ? node : { ...node, name };
    }) as N;
  }

  #nameIn(name: string, source: Source): string {
    const callee = this.resolver.callee(name, source);
    if (callee === undefined) return name;
    for (const [final, known] of this.byName) {
      if ((final === name || final.startsWith(`${name}__`)) && isSame(known, callee)) return final;
    }
    return name;
  }
}

function isSame(left: Callee, right: Callee): boolean {
  return isSameList(left.overloads, right.overloads) && isSameList(left.intrinsics, right.intrinsics);
}

function isSameList(left: readonly object[], right: readonly object[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}
