import type { Intrinsic, RegistryView, ScriptFile } from "@tapset/core";
import type { FunctionDecl, GlobalDecl, GlobalEntry, Source } from "@tapset/language";

/** What calls of a name mean in a file. */
export interface Callee {
  /** In order of priority, as `next` goes through them. */
  readonly overloads: readonly FunctionDecl[];
  /** Only where there are no overloads: a script's function hides it. */
  readonly intrinsic: Intrinsic | undefined;
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
 * names, so that a user's `function pid` or `global x` can't change what a tapset does.
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
    const overloads = [
      ...own.map((declaration) => ranked(declaration, isScript ? SCRIPT_PRIORITY : TAPSET_PRIORITY)),
      ...offered.map(({ declaration }) => ranked(declaration, TAPSET_PRIORITY)),
    ];
    if (overloads.length > 0) {
      // The sort is stable: of equal priority the first declared comes first.
      overloads.sort((a, b) => a.priority - b.priority);
      return { overloads: overloads.map(({ declaration }) => declaration), intrinsic: undefined };
    }
    const intrinsic = this.view.intrinsic(name);
    return intrinsic && { overloads: [], intrinsic };
  }

  /** The global a name means; undefined when it is a local there. */
  global(name: string, from: Source): GlobalVariable | undefined {
    return this.#files.get(from)?.globals.get(name) ?? this.view.global(name);
  }
}

function ranked(declaration: FunctionDecl, otherwise: number): { declaration: FunctionDecl; priority: number } {
  return { declaration, priority: declaration.priority ?? otherwise };
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
