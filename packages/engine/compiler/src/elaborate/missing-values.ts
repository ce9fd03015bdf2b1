import { variablesReadFirst, variablesWritten } from "@tapset/core";
import type { Block, Source } from "@tapset/language";
import type { ElaboratedProbe, JoinedBody } from "../elaborated.js";

/** Where values are wanted, and who could have set them. */
export interface Demand {
  /** Bodies of the levels above a backend, in the order they run. */
  readonly outer: readonly JoinedBody[];
  /** Those among them that are the alias's own: what they set, any backend has. */
  readonly own: readonly Block[];
  /** Names that mean values of the alias; all others are the handler's own. */
  readonly names: ReadonlySet<string>;
  readonly isGlobal: (name: string, source: Source) => boolean;
}

/** The values that the bodies around a backend read and that one of the backend's probes doesn't supply. */
export function missingValues(probes: readonly ElaboratedProbe[], { outer, own, names, isGlobal }: Demand): readonly string[] {
  const reads = [...variablesReadFirst(outer.map(({ block }) => block)).values()];
  const wanted = reads.filter(({ name, span }) => names.has(name) && !isGlobal(name, span.source)).map(({ name }) => name);
  if (wanted.length === 0) return [];
  return wanted.filter((name) =>
    probes.some(({ bodies, derived }) => {
      const inner = bodies.filter((body) => !outer.includes(body)).map(({ block }) => block);
      return !variablesWritten([...inner, ...own]).has(name) && derived.scope.lookup(name) === undefined;
    }),
  );
}
