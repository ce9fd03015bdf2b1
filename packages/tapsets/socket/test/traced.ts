import context from "@tapset/context";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import syscall from "@tapset/syscall";
import { folderTapset, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";

const packages = new URL("../../", import.meta.url);

/** This package from its sources, and what its scripts need. */
const tapsets = Object.entries({ context, kernel, lifecycle, syscall, socket: undefined }).map(([name, module]) => folderTapset(new URL(`${name}/`, packages), module));

/** What handlers print while a Perl program, without single quotes in it, runs on its own; each begins with `if (pid() == target())`. */
export async function traced(probes: Readonly<Record<string, string>>, perl: string): Promise<readonly string[]> {
  const script = Object.entries(probes)
    .map(([point, body]) => `probe ${point} { if (pid() == target()) { ${body} } }`)
    .join("\n");
  const { output, messages } = await nativeSession(script, { tapsets, command: `exec perl -MSocket -e '${perl}'` });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}
