import type { Builder } from "@tapset/core";

/** Whose memory an address is of. */
export type Space = "kernel" | "user";

/** Refuses a read of memory in a session handler: there is no probed memory for it to read. */
export function kernelOnly(builder: Builder, name: string): void {
  if (builder.engine === "kernel") return;
  builder.refuse("kernel-only", `${name}() reads memory, which a handler that runs in the session can't`, "call it from a kernel probe and keep the result in a global");
}
