import { loadManifest } from "../load-manifest.js";
import { CONTRACT_VERSION, type Manifest } from "../manifest.js";

/** A manifest to compare: the whole where it's of this contract version, else what manifests of all of them say. */
export type ComparedManifest = Manifest | Pick<Manifest, "contract" | "name" | "version">;

/** Whether all of it can be compared. */
export function isWhole(manifest: ComparedManifest): manifest is Manifest {
  return "families" in manifest;
}

/**
 * A manifest from its text, of whatever contract version: packages are compared across them too.
 * @throws ConfigurationError as {@link loadManifest} does, but for the contract version
 */
export function loadComparedManifest(text: string, origin: string): ComparedManifest {
  const head = headOf(text);
  return head === undefined || head.contract === CONTRACT_VERSION ? loadManifest(text, origin) : head;
}

/** What manifests of all contract versions say; undefined where this is none. */
function headOf(text: string): Pick<Manifest, "contract" | "name" | "version"> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { contract, name, version } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof contract === "number" && typeof name === "string" && typeof version === "string" ? { contract, name, version } : undefined;
}
