import { registry, type Registry } from "@tapset/core";
import { frozenKernel } from "@tapset/target";
import { installedTapset } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { checkText } from "../src/check/check-text.js";
import { predictProbe } from "../src/check/predict-probe.js";
import type { Prediction } from "../src/check/prediction.js";
import { readIncludes } from "../src/includes.js";
import { temporaryFolder, writeFiles } from "./made-up-project.js";

const target = frozenKernel("linux-6.18-x86_64");

const aliases = `
  /**
   * probe my.whole - has all it documents
   * @n: a number
   */
  probe my.whole = kernel.trace("nosuch:event") !, kernel.trace("sched:sched_switch") { n = $prev->pid }
  /**
   * probe my.part - what serves it lacks a value
   * @n: a number
   * @gone: not there on this kernel
   */
  probe my.part = __my.part.event !, __my.part.other { }
  probe __my.part.event = kernel.trace("sched:sched_switch") { n = $prev->pid }
  probe __my.part.other = kernel.trace("nosuch:event") { n = 1; gone = 2 }
  /**
   * probe my.none - nothing serves it
   * @n: a number
   */
  probe my.none = kernel.trace("nosuch:event") { n = 1 }
`;
const names = ["my.none", "my.part", "my.whole"];

async function predictions(): Promise<readonly Prediction[]> {
  const tapsets: Registry = registry().use(["kernel", "context"].map((name) => installedTapset(`@tapset/${name}`, import.meta.url)), readIncludes(writeFiles(temporaryFolder(), { "a.stp": aliases })));
  const probes = tapsets.tapsets.flatMap(({ manifest }) => manifest.probes);
  const values: Readonly<Record<string, readonly string[]>> = { "my.none": ["n"], "my.part": ["n", "gone"], "my.whole": ["n"] };
  expect(probes.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  return Promise.all(names.map((name) => predictProbe({ name, values: (values[name] ?? []).map((value) => ({ name: value, type: "long", doc: "" })) }, tapsets, target)));
}

describe("what a kernel would do with a probe", () => {
  it("is told by its backends, by the values they lack, and by why there are none", async () => {
    const [none, part, whole] = await predictions();
    expect(whole).toEqual({ probe: "my.whole", verdict: "yes", backends: ['kernel.trace("sched:sched_switch")'], missing: [], reason: "" });
    expect(part).toMatchObject({ verdict: "part", backends: ['kernel.trace("sched:sched_switch")'], missing: [{ value: "gone", reason: "backend __my.part.event of my.part has no 'gone'" }] });
    expect(none).toMatchObject({ verdict: "no", backends: [], reason: expect.stringContaining("nosuch:event") as string });
  });

  it("is a line for each, and a count", async () => {
    const text = checkText({ release: "1.2.3", arch: "x86_64", probes: await predictions() });
    expect(text).toMatch(/^Linux 1\.2\.3, x86_64\n {2}no {4}my\.none {3}\S.*\n {2}part {2}my\.part {3}kernel\.trace\("sched:sched_switch"\)\n +without gone: .*\n {2}yes {3}my\.whole/);
    expect(text).toMatch(/\n2 of 3 probes are served, 1 of them without some of their values, 1 not served\n$/);
  });
});
