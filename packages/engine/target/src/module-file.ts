/**
 * Where a module's file is below its kernel's folder, as modules.dep has it: `kernel/fs/xfs/xfs.ko`, without what it's compressed
 * with. Files may have `-` where the kernel says `_`.
 */
export function moduleFile(modulesDep: string, name: string): string | undefined {
  const spelled = name.replaceAll("_", "[-_]");
  return new RegExp(`^(\\S*/${spelled}\\.ko)(?:\\.\\w+)?:`, "m").exec(modulesDep)?.[1];
}
