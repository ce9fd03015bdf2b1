/**
 * What is installed or configured doesn't fit together: two owners of one name, a manifest that isn't one, a registry
 * that is frozen. Neither the script's fault nor the kernel's; the message says which package and the way out.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}
