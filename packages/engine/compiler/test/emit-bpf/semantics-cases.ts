import type { Ir } from "@tapset/core";
import { accessorCases } from "./cases/accessors.js";
import { aggregateCases } from "./cases/aggregates.js";
import { arithmeticCases } from "./cases/arithmetic.js";
import { controlCases } from "./cases/control.js";
import { dispatchCases } from "./cases/dispatch.js";
import { entryCases } from "./cases/entries.js";
import { globalCases } from "./cases/globals.js";
import { outputCases } from "./cases/output.js";
import { pathCases } from "./cases/paths.js";
import { stringCases } from "./cases/strings.js";
import type { Rig } from "./rig.js";

/** A script and what it must do, in the interpreter and in the kernel alike. */
export interface Case {
  readonly name: string;
  /** It reads kernel memory by helpers, which a locked-down kernel refuses. */
  readonly readsKernel?: boolean;
  readonly make: () => { readonly ir: Ir; readonly check: (rig: Rig) => void };
}

export const cases: readonly Case[] = [...arithmeticCases, ...globalCases, ...controlCases, ...stringCases, ...aggregateCases, ...dispatchCases, ...outputCases, ...entryCases, ...accessorCases, ...pathCases];
