import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { DerivedProbe } from "@tapset/core";
import { needs } from "@tapset/testkit/needs";
import { expect } from "vitest";
import { deriveCall, knowsCall } from "./fake-call.js";

const PAGE = "/usr/share/man/man3/tapset::syscalls.3stap.gz";

/** What stands for a number that has no call; and what the page took for names of variables. */
const otherCalls = ["ni_syscall"];
const noVariables = ["int", "timeval"];
/** bdflush is gone since Linux 5.15. */
const missing = ["bdflush data_str"];

/** What the manual page lists: each call, with its variables in a line below. */
function documented(): ReadonlyMap<string, readonly string[]> {
  const page = gunzipSync(readFileSync(PAGE)).toString("latin1");
  const entries = page.matchAll(/^\.B syscall\.(\w+)\n(.*)$/gm);
  return new Map([...entries].map(([, call = "", variables = ""]) => [call, variables.split(", ").filter((name) => /^\w+$/.test(name) && !noVariables.includes(name))]));
}

needs("systemtap-scripts").it("every call and variable of SystemTap's own list is there", () => {
  const calls = [...documented()];
  expect(calls.length).toBeGreaterThan(350);
  expect(calls.map(([call]) => call).filter((call) => !knowsCall(call))).toEqual(otherCalls);
  const lacking = calls.filter(([call]) => knowsCall(call)).flatMap(([call, variables]) => {
    const [entries, returns] = ["", ".return"].map((suffix) => (knowsCall(`${call}${suffix}`) ? deriveCall(`syscall.${call}${suffix}`) : []));
    const has = (probes: readonly DerivedProbe[] = [], name: string) => probes.length > 0 && probes.every(({ scope }) => scope.lookup(name) !== undefined);
    return variables.filter((name) => !has(entries, name) && !has(returns, name)).map((name) => `${call} ${name}`);
  });
  expect(lacking).toEqual(missing);
});
