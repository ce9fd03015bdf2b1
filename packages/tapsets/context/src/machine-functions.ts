import type { Intrinsic } from "@tapset/core";

const sessionOnly = (name: string): [id: string, message: string, hint: string] => [
  "session-only",
  `${name}() asks the system's load, which a handler that runs in the kernel can't`,
  "ask in a timer probe and keep the result in a global",
];

/** What the whole machine is doing. */
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
    name: "sprint_loadavg",
    parameters: [],
    returns: "string",
    doc: "the load averages over 1, 5 and 15 minutes: 0.12 0.34 0.56; in handlers that run in the session",
    purity: "reads",
    lower: (builder) => (builder.engine === "session" ? builder.hostString("load_averages") : builder.refuse(...sessionOnly("sprint_loadavg"))),
  },
];
