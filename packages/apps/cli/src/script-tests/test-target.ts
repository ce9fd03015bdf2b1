import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { closest, didYouMean } from "@tapset/core";
import { frozenKernel, frozenKernelNames, frozenTarget, type KernelTarget } from "@tapset/target";
import { CaseError } from "./rehearsal/rehearsal.js";
import type { TestCase, TestFile } from "./test-file.js";

const known = new Map<string, KernelTarget>();

/** The kernel that comes with the command, so that tests are the same on every machine. */
const USUAL = "linux-6.18-x86_64";

/**
 * The kernel a case is compiled for.
 * @throws CaseError where it names none
 */
export function testTarget(file: TestFile, { target: name = USUAL, path }: TestCase): KernelTarget {
  const folder = join(dirname(file.path), name);
  const own = frozenKernelNames.find((each) => each === name);
  const key = own ?? folder;
  let target = known.get(key);
  if (target === undefined) {
    try {
      target = own === undefined ? frozenTarget(folder) : frozenKernel(own);
    } catch (cause) {
      const similar = existsSync(folder) ? [] : didYouMean(closest(name, frozenKernelNames));
      throw new CaseError(`target: ${(cause as Error).message}`, [...path, "target"], [...similar, `name a folder that tapset freeze has written, or ${frozenKernelNames.join(" or ")}`]);
    }
    known.set(key, target);
  }
  return target;
}
