import type { ProbeFamily, RegistryView } from "@tapset/core";
import type { RehearsedFamilies } from "./rehearsed-family.js";
import type { Stage } from "./stage.js";

/** What a script draws on, with all its probes on a stage. */
export function rehearsedView(view: RegistryView, families: RehearsedFamilies, stage: Stage): RegistryView {
  const usual = new Map<ProbeFamily, ProbeFamily>(view.families.map((family) => [families.rehearsed(family), family]));
  return {
    ...view,
    families: [...usual.keys()],
    owner: (family) => view.owner(usual.get(family) ?? family),
    host: { ...view.host, ...stage.host },
  };
}
