/** A name as the kernel takes it for a map or a program: 15 characters of `[A-Za-z0-9_.]`. */
export function objectName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.]/g, "_").slice(0, 15);
}
