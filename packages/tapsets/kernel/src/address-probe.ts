import { debugImage, type DerivedProbe, lazyScope, scopeOf, type Target } from "@tapset/core";
import { debugProbe } from "./debug-probe.js";
import { type FunctionEnd, kprobeAtAddress } from "./function-probe.js";

/** A probe at an instruction of the kernel, by its address: with the variables that debug information sees there, where it's installed. */
export function addressProbe(point: string, address: bigint, end: FunctionEnd, isFunction: boolean, target: Target): DerivedProbe {
  const probe = kprobeAtAddress(point, address, end, isFunction);
  // Where a handler names no variable nothing is looked for.
  return { ...probe, scope: lazyScope(() => described(point, address, end, target)?.scope ?? scopeOf()) };
}

function described(point: string, address: bigint, end: FunctionEnd, target: Target): DerivedProbe | undefined {
  const unsigned = BigInt.asUintN(64, address);
  const image = debugImage(target, target.symbols()?.at(unsigned)?.symbol.module);
  const own = image.found ? image.inFile(unsigned) : undefined;
  const unit = image.found && own !== undefined ? image.dwarf.unitAt(own) : undefined;
  if (!image.found || own === undefined || unit === undefined) return undefined;
  const body = image.dwarf.functionsOf(unit).flatMap((each) => each.bodies).find((each) => each.covers(own));
  return body && debugProbe(point, image, { code: body.innermostAt(own), address: own, source: undefined }, target, end);
}
