import context from "@tapset/context";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import syscall from "@tapset/syscall";
import { folderTapset, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";

const packages = new URL("../../", import.meta.url);

/** This package from its sources, and what its scripts need. */
export const tapsets = Object.entries({ context, kernel, lifecycle, syscall, socket: undefined, tcp: undefined }).map(([name, module]) => folderTapset(new URL(`${name}/`, packages), module));

/** What a script prints while a Perl program, without single quotes in it, runs in a network of its own: its process is `target()`. */
export async function traced(script: string, perl: string): Promise<readonly string[]> {
  const command = `PROGRAM='${perl}' exec unshare -n sh -c 'ip link set lo up && exec perl -MSocket=:all -e "$PROGRAM"'`;
  const { output, messages } = await nativeSession(script, { tapsets, command });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}
