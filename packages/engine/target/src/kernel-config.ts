/**
 * A kernel configuration file (`/proc/config.gz` unpacked, `/boot/config-*`) as a map: `CONFIG_HZ` → `250`. Strings lose
 * their quotes; options that are not set are missing.
 */
export function parseKernelConfig(text: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const [, name = "", quoted, plain = ""] of text.matchAll(/^(CONFIG_\w+)=(?:"(.*)"|(.*))$/gm)) {
    options.set(name, quoted?.replace(/\\(.)/g, "$1") ?? plain);
  }
  return options;
}
