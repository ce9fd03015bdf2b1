import type { Ir } from "@tapset/core";
import type { Diagnostic } from "@tapset/language";
import { layoutGlobals } from "../layout/global-layout.js";
import type { Module } from "../module.js";
import { emitAccessor, sessionUpdates } from "./program/accessor.js";
import { emitAttachPoint } from "./program/dispatch.js";
import { ModuleWriter, type EmitOptions } from "./code/module-writer.js";

/** The kernel's half of a module. */
export interface EmittedBpf extends Pick<Module, "maps" | "programs" | "sites" | "layouts" | "ledger" | "spans"> {
  /** What handlers ask for that can't be done in the kernel; with errors, the programs concerned are missing. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns the kernel handlers of a script into BPF programs and the maps they share. Pure: the same IR gives the same
 * bytes on any machine.
 */
export function emitBpf(ir: Ir, options: EmitOptions = {}): EmittedBpf {
  const updates = sessionUpdates(ir);
  const { layouts, maps } = layoutGlobals(ir.globals, (global) => updates.has(global));
  const { kernelReads = true, timesEveryRun = false, suppressErrors = false, symbols = () => undefined } = options;
  const module = new ModuleWriter(ir, layouts, { kernelReads, timesEveryRun, suppressErrors, symbols });
  for (const map of maps) module.addMap(map);
  for (const program of ir.programs) module.collect(() => emitAttachPoint(module, program));
  for (const [global, operators] of updates) module.collect(() => emitAccessor(module, global, operators));
  const { programs, sites, ledger, spans, diagnostics } = module;
  return { maps: module.maps, programs, sites, layouts, ledger, spans, diagnostics };
}
