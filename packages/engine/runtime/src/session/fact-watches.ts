import type { ArgumentLayout, Module } from "@tapset/compiler";
import type { Fact } from "@tapset/core";

/** Begins to watch what a module's facts depend on, each thing once. */
export function watchFacts({ sites, sessionFacts }: Pick<Module, "sites" | "sessionFacts">): readonly { close(): void }[] {
  const printed = sites.flatMap((site) => ("arguments" in site ? site.arguments.flatMap(factsOf) : []));
  const watches = new Set([...printed, ...sessionFacts].flatMap(({ watch }) => watch ?? []));
  return [...watches].map((watch) => watch());
}

function factsOf(layout: ArgumentLayout): readonly Fact[] {
  return layout.kind === "fact" ? [layout.fact, ...layout.raw.flatMap(factsOf)] : [];
}
