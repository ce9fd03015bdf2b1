import type { MapSpec, Module } from "@tapset/compiler";
import type { HostContext } from "@tapset/core";
import type { SessionOptions } from "./session-options.js";

/** What a session's functions can learn of it. */
export type SessionIdentity = Omit<HostContext, "exit" | "write">;

/** What a session is, by its module and what it was started with. */
export function sessionIdentity({ programs, maps }: Module, { name, namespacesOf }: SessionOptions): SessionIdentity {
  return {
    name: name ?? inventedName(),
    namespacesOf,
    sizes: { programBytes: sum(programs.map(({ code }) => code.bytes.length)), mapBytes: sum(maps.map(mapBytes)) },
  };
}

/** As SystemTap names its modules: like no other session's on this machine. */
function inventedName(): string {
  return `stap_${process.hrtime.bigint().toString(16)}_${process.pid}`;
}

function mapBytes({ type, keySize, valueSize, maxEntries }: MapSpec): number {
  return type === "RINGBUF" ? maxEntries : (keySize + valueSize) * maxEntries;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
