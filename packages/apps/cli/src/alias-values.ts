import { elaborate, infer } from "@tapset/compiler";
import type { RegistryView, ScalarType, Target } from "@tapset/core";
import { parse, Source } from "@tapset/language";

/** What an alias sets for its handlers: the variables of its bodies by name, in the order they are first named. */
export function aliasValues(point: string, view: RegistryView, target: Target): ReadonlyMap<string, ScalarType> {
  const { script } = parse(new Source(point, `probe ${point} { }`));
  const values = new Map<string, ScalarType>();
  for (const { locals } of infer(elaborate(script, view, target), target).handlers) {
    for (const { name, type } of locals) {
      if (type.type === "long" || type.type === "string") values.set(name, type.type);
    }
  }
  return values;
}
