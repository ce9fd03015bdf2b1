import context from "@tapset/context";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import syscall from "@tapset/syscall";
import { folderTapset, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";

const packages = new URL("../../", import.meta.url);

/** This package from its sources, and what its scripts need. */
const tapsets = Object.entries({ context, kernel, lifecycle, syscall, socket: undefined, netdev: undefined }).map(([name, module]) => folderTapset(new URL(`${name}/`, packages), module));

/** What a script prints while a shell's commands, without single quotes in them, run in a network of their own; the last becomes `target()`. */
export async function traced(script: string, commands: string): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { tapsets, command: `exec unshare -n sh -ec '${commands}'` });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}
