import type { Intrinsic, Target } from "@tapset/core";

const sessionOnly = (name: string): [id: string, message: string, hint: string] => [
  "session-only",
  `${name}() asks the system's load, which a handler that runs in the kernel can't`,
  "ask in a timer probe and keep the result in a global",
];

const USUAL_PAGE_SHIFT = 12;

/** Kernels that can have pages of several sizes say in their configuration which; all others have 4096 bytes. */
function pageSizeOf(target: Target): number {
  const shifts = ["CONFIG_PAGE_SHIFT", "CONFIG_ARM64_PAGE_SHIFT", "CONFIG_PPC_PAGE_SHIFT"].map((option) => Number(target.config(option)));
  return 2 ** (shifts.find((shift) => shift > 0) ?? USUAL_PAGE_SHIFT);
}

/** What the whole machine is, and is doing. */
export const machineFunctions: readonly Intrinsic[] = [
  {
    name: "_loadavg",
    parameters: [{ name: "indx", type: "long" }],
    returns: "long",
    doc: "whole part of the load average over 1 (index 0), 5 (1) or 15 minutes (2), for get_loadavg_index",
    purity: "reads",
    lower: (builder, index) =>
      builder.engine === "session" ? builder.hostLong("load_average", index) : builder.refuse(...sessionOnly("get_loadavg_index")),
  },
  {
    name: "mem_page_size",
    parameters: [],
    returns: "long",
    doc: "bytes in a page of memory",
    purity: "pure",
    lower: (builder) => builder.constant(pageSizeOf(builder.target)),
  },
  {
    name: "sprint_loadavg",
    parameters: [],
    returns: "string",
    doc: "the load averages over 1, 5 and 15 minutes: 0.12 0.34 0.56; in handlers that run in the session",
    purity: "reads",
    lower: (builder) => (builder.engine === "session" ? builder.hostString("load_averages") : builder.refuse(...sessionOnly("sprint_loadavg"))),
  },
];
