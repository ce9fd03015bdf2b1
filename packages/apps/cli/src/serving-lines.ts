import type { Elaborated, ElaboratedProbe, SemanticDiagnostic, ServingBackend } from "@tapset/compiler";
import { isInternalName } from "@tapset/core";

/**
 * `-v`: what serves each alias, `vm.pagefault: served by __vm.pagefault.event, kernel.trace("…")`, and why what stands
 * before it in the alias's list doesn't.
 */
export function servingLines({ probes, passedOver }: Elaborated): readonly string[] {
  const points = new Map<string, Set<string>>();
  for (const probe of probes) {
    for (const serving of probe.serving.filter(({ alias }) => !isInternalName(alias))) {
      const line = servingLine(serving);
      points.set(line, (points.get(line) ?? new Set()).add(pointOf(probe, serving)));
    }
  }
  const lines = [...points].map(([line, served]) => [line, ...[...served].filter((point) => point !== "")].join(", "));
  return [...lines, ...reasonsPassedOver({ passedOver }).map((reason) => `passed over: ${reason}`)];
}

/** Why backends of aliases were passed over, each reason once. */
export function reasonsPassedOver({ passedOver }: Pick<Elaborated, "passedOver">): readonly string[] {
  // Points of the script itself were marked as optional by who wrote it, and an alias's failure is told by its parts'.
  const isBackend = ({ id, chain }: SemanticDiagnostic): boolean => id === "missing-value" || (chain.length > 0 && !/^(?:no-backend|unresolved-alias)$/.test(id));
  return [...new Set(passedOver.filter(isBackend).map(({ message }) => message))];
}

function servingLine({ alias, backend, addedBy }: ServingBackend): string {
  return `${alias}: served by ${backend}${addedBy === undefined ? "" : ` of ${addedBy}`}`;
}

/** The point that fires, where the backend doesn't say it. */
function pointOf({ derived }: ElaboratedProbe, { backend }: ServingBackend): string {
  return derived.point === backend ? "" : derived.point;
}
