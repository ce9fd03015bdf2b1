/**
 * Whether a name is its tapset's own business: by SystemTap's custom those with an underscore in front. They work
 * everywhere, but nothing lists or suggests them.
 */
export function isInternalName(name: string): boolean {
  return name.startsWith("_");
}
