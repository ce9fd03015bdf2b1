import type { LocationIndex, SessionRuntime } from "@tapset/compiler";
import { ScriptError } from "../script-error.js";
import type { SessionLosses } from "./session-losses.js";
import type { SessionMemory } from "./session-memory.js";

/** What reads of memory in session handlers do, and what they do where there is nothing to read: as those in the kernel. */
export function memoryReads({ memory, losses }: { readonly memory: SessionMemory | undefined; readonly losses: SessionLosses }): Pick<SessionRuntime, "load" | "loadText"> {
  const fault = (what: string, address: bigint, fails: boolean, at: LocationIndex): void => {
    losses.count("failed-read");
    if (fails) throw new ScriptError(`${what} fault at 0x${BigInt.asUintN(64, address).toString(16).padStart(16, "0")}`, at);
  };
  return {
    load: (space, address, size, signed, onFault, at) => {
      const bytes = memory?.read(space, BigInt.asIntN(64, address), size);
      if (bytes !== undefined) return numberOf(bytes, size, signed);
      if (onFault !== "unseen") fault(`${space} read`, address, onFault === "fail", at);
      return 0n;
    },
    loadText: (space, address, length, bound, counts, fails, at) => {
      const most = length === undefined || length > BigInt(bound) ? bound : Math.max(0, Number(length));
      const text = memory?.readText(space, BigInt.asIntN(64, address), most);
      if (text === undefined) fault(`${space} string copy`, address, fails, at);
      // Full to the last byte: as good as certainly cut.
      else if (counts && text.length === bound) losses.count("truncated");
      return text;
    },
  };
}

function numberOf(bytes: Buffer, size: 1 | 2 | 4 | 8, signed: boolean): bigint {
  if (size === 8) return bytes.readBigInt64LE();
  return BigInt(signed ? bytes.readIntLE(0, size) : bytes.readUIntLE(0, size));
}
