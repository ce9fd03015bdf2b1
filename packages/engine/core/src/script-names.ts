import { type Node, type ProbePoint, walk } from "@tapset/language";

/** The names a piece of a script uses that a tapset could own. Locals are among the variables: nobody knows them apart yet. */
export interface ScriptNames {
  /** Component names of each probe point, wildcards and all. */
  readonly points: readonly (readonly string[])[];
  readonly functions: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
}

/** Collects the names below some nodes. */
export function namesIn(...nodes: readonly Node[]): ScriptNames {
  const points: (readonly string[])[] = [];
  const functions = new Set<string>();
  const variables = new Set<string>();
  for (const root of nodes) {
    walk(root, (node) => {
      if (node.kind === "ProbePoint") points.push(pointNames(node));
      else if (node.kind === "Call") functions.add(node.name);
      else if (node.kind === "Variable") variables.add(node.name);
    });
  }
  return { points, functions, variables };
}

/** The component names of a point. */
export function pointNames(point: ProbePoint): readonly string[] {
  return point.components.map(({ name }) => name);
}
