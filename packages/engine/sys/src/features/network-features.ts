import { errnoName } from "../errno.js";
import { SyscallError } from "../syscall-error.js";
import { attachOnce } from "./attach-once.js";
import { yes } from "./feature.js";
import type { Feature } from "./feature.js";

/** NFPROTO_UNSPEC: no family of packets. */
const noFamily = 0;

/** Where programs can be attached to the network. */
export const networkFeatures = {
  netfilter: {
    title: "netfilter hook attachment",
    since: "6.4",
    serves: "netfilter.hook",
    options: ["CONFIG_NETFILTER_BPF_LINK"],
    alternatives: ["tp-btf", "perf-tracepoint"],
    // A real hook would see packets: one for no family of packets is refused as such once everything else is in order.
    probe: ({ kernel }) => {
      try {
        return attachOnce(kernel, { type: "netfilter", expectedAttachType: "netfilter" }, (program) =>
          kernel.links.create({ program, attachType: "netfilter", netfilter: { family: noFamily, hook: 0, priority: 0 } }));
      } catch (error) {
        if (error instanceof SyscallError && errnoName(error.errno) === "EAFNOSUPPORT") return yes;
        throw error;
      }
    },
  },
} satisfies Record<string, Feature>;
