import type { HostFunctions, Intrinsic } from "./intrinsic.js";
import type { Manifest } from "./manifest.js";
import type { ProbeFamily } from "./probe-family.js";

/** The code half of a tapset package: what its manifest's `module` exports by default. Importing it runs nothing. */
export interface TapsetModule {
  readonly families: readonly ProbeFamily[];
  readonly intrinsics: readonly Intrinsic[];
  readonly host: HostFunctions;
}

/** A `.stp` file of a tapset. */
export interface TapsetScript {
  /** Path as diagnostics show it: `@tapset/context/context.stp`. */
  readonly name: string;
  /** Read when first asked for. @throws ConfigurationError when it can't be */
  readonly text: string;
}

/** A tapset package, loaded. Scripts and module are read when first needed. */
export interface Tapset {
  readonly manifest: Manifest;
  /** Its files, in the order of the manifest's `scripts`. */
  scripts(): readonly TapsetScript[];
  /** Undefined for pure `.stp` tapsets. */
  loadModule?(): Promise<TapsetModule>;
}
