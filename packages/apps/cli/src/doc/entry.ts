import type { RootContent } from "mdast";

/** One page of the reference: a tapset, a form of probe point, a probe or a function. */
export interface Entry {
  readonly kind: "tapset" | "form" | "probe" | "function";
  /** As scripts write it: vm.pagefault, kernel.trace(string), pid; a tapset's name is its package's. */
  readonly name: string;
  /** The package it's in. */
  readonly tapset: string;
  /** One line. */
  readonly summary: string;
  readonly body: readonly RootContent[];
}

/** The name of an entry's man page, without its section: `probe::vm.pagefault`, as SystemTap names them. */
export function pageName({ kind, name }: Pick<Entry, "kind" | "name">): string {
  return `${kind === "form" ? "probe" : kind}::${kind === "tapset" ? shortName(name) : name}`;
}

/** A package's name without ours before it: `vm` for `@tapset/vm`. */
export function shortName(packageName: string): string {
  return packageName.replace(/^@tapset\//, "");
}
