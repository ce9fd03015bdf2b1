import type { Intrinsic, RegistryView, ScriptFile } from "@tapset/core";
import type { FunctionDecl, GlobalDecl, GlobalEntry, Source } from "@tapset/language";
import { goesOn } from "./goes-on.js";

/** What calls of a name mean in a file. */
export interface Callee {
  /** In order of priority, as `next` goes through them; those that calls can come to. */
  readonly overloads: readonly FunctionDecl[];
  /** What comes after all overloads of as many parameters: only where those can go on. */
  readonly intrinsics: readonly Intrinsic[];
}

/** A global variable. */
export interface GlobalVariable {
  readonly declaration: GlobalDecl;
  readonly entry: GlobalEntry;
}

/** Priorities where none is written. */
const SCRIPT_PRIORITY = 0;
const TAPSET_PRIORITY = 1;

/**
 * Says what a name means in a file: `private` names are seen in their file alone, and a tapset never sees the script's
 * names, so that a user's `function pid` or `global x` can't change what a tapset does. A tapset's function with a written
 * priority invites it: calls from tapsets come to a script's function of that name first.
 */
export class NameResolver {
  readonly #files = new Map<Source, FileNames>();

  constructor(
    readonly script: ScriptFile,
    readonly view: RegistryView,
  ) {
    for (const file of [...view.files, script]) this.#files.set(file.script.span.source, new FileNames(file));
  }

  /** What a call means; undefined when nothing of that name is in sight. */
  callee(name: string, from: Source): Callee | undefined {
    const own = this.#files.get(from)?.functions.get(name) ?? [];
    const isScript = from === this.script.script.span.source;
    const offered = this.view.functions(name).filter((each) => each.file.script.span.source !== from);
    const isInviting = !isScript && [...own, ...offered.map(({ declaration }) => declaration)].some(({ priority }) => priority !== undefined);
    const invited = isInviting ? (this.#files.get(this.script.script.span.source)?.functions.get(name) ?? []).filter((each) => !each.private) : [];
    const overloads = [
      ...invited.map((declaration) => ranked(declaration, SCRIPT_PRIORITY)),
      ...own.map((declaration) => ranked(declaration, isScript ? SCRIPT_PRIORITY : TAPSET_PRIORITY)),
      ...offered.map(({ declaration }) => ranked(declaration, TAPSET_PRIORITY)),
    ];
    const intrinsics = this.view.intrinsics(name);
    if (overloads.length + intrinsics.length === 0) return undefined;
    // The sort is stable: of equal priority the first declared comes first.
    overloads.sort((a, b) => a.priority - b.priority);
    return withinReach(overloads.map(({ declaration }) => declaration), intrinsics);
  }

  /** The global a name means; undefined when it is a local there. */
  global(name: string, from: Source): GlobalVariable | undefined {
    return this.#files.get(from)?.globals.get(name) ?? this.view.global(name);
  }
}

function ranked(declaration: FunctionDecl, otherwise: number): { declaration: FunctionDecl; priority: number } {
  return { declaration, priority: declaration.priority ?? otherwise };
}

/** Without what calls never come to: whatever comes after a function of as many parameters that has no `next`. */
function withinReach(overloads: readonly FunctionDecl[], intrinsics: readonly Intrinsic[]): Callee {
  const closed = new Set<number>();
  const isReached = (parameters: readonly unknown[]): boolean => !closed.has(parameters.length);
  const reached = overloads.filter((declaration) => {
    const isNext = isReached(declaration.params);
    if (isNext && !goesOn(declaration)) closed.add(declaration.params.length);
    return isNext;
  });
  return { overloads: reached, intrinsics: intrinsics.filter(({ parameters }) => isReached(parameters)) };
}

/** What one file declares, private names too. */
class FileNames {
  readonly functions = new Map<string, FunctionDecl[]>();
  readonly globals = new Map<string, GlobalVariable>();

  constructor({ script }: ScriptFile) {
    for (const item of script.items) {
      if (item.kind === "FunctionDecl") {
        const overloads = this.functions.get(item.name) ?? [];
        this.functions.set(item.name, [...overloads, item]);
      } else if (item.kind === "GlobalDecl") {
        for (const entry of item.entries) this.globals.set(entry.name, { declaration: item, entry });
      }
    }
  }
}
