import { no } from "./feature.js";
import type { FeatureAnswer, FeatureContext } from "./feature.js";

const folder = "/sys/bus/event_source/devices";

/** The number of a dynamic perf PMU (`kprobe`); undefined where the kernel has none of the name. */
export function pmuType({ files }: FeatureContext, name: string): number | undefined {
  const bytes = files.read(`${folder}/${name}/type`);
  return bytes && Number(Buffer.from(bytes).toString("latin1"));
}

/** Whether a PMU takes an argument (`retprobe`). */
export function hasPmuArgument({ files }: FeatureContext, name: string, argument: string): boolean {
  return files.list(`${folder}/${name}/format`).includes(argument);
}

/** That there is no such PMU is final. */
export function noPmu(name: string): FeatureAnswer {
  return no(`${folder}/${name} is missing`);
}
