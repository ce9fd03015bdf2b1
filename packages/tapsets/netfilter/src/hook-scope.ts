import { memberLoad, scopeOf } from "@tapset/core";
import type { Builder, ContextVariable, LongExpr, Scope, Target } from "@tapset/core";

/** Where struct bpf_nf_ctx, the program's context, has its two pointers. */
const [STATE_OFFSET, SKB_OFFSET] = [0, 8];

/** What a hook's handlers can name. */
export function hookScope({ btf }: Target): Scope {
  const pointer = (builder: Builder, offset: number, name: string): LongExpr => {
    const struct = btf?.byName("struct", name);
    return builder.context(offset, 8, { ...(struct && { ctype: struct }), trusted: true });
  };
  const state = (member: string) => (builder: Builder) => memberLoad(builder, pointer(builder, STATE_OFFSET, "nf_hook_state"), member);
  return scopeOf([
    { name: "$hooknum", type: "long", doc: "unsigned int hooknum", load: state("hook") },
    { name: "$pf", type: "long", doc: "u8 pf", load: state("pf") },
    { name: "$skb", type: "long", doc: "struct sk_buff *skb", ctype: "struct sk_buff *", load: (builder) => pointer(builder, SKB_OFFSET, "sk_buff") },
    { name: "$in", type: "long", doc: "struct net_device *in", ctype: "struct net_device *", load: state("in") },
    { name: "$out", type: "long", doc: "struct net_device *out", ctype: "struct net_device *", load: state("out") },
    verdict,
  ]);
}

/** 0 and 1 are what the kernel lets programs decide: it takes no packet back that was queued, stolen or sent on its way anew. */
const verdict: ContextVariable = {
  name: "$verdict",
  type: "long",
  doc: "int verdict",
  load: (builder) => builder.environment("answer"),
  store(builder, value) {
    const [given, hint] = ["is no verdict that can be given: programs drop a packet (0) or accept it (1)", "give $verdict 0 or 1"];
    if (value.op === "const" && value.value !== 0n && value.value !== 1n) builder.refuse("no-such-verdict", `${String(value.value)} ${given}`, hint);
    const isOther = builder.compare("ne", builder.binary("and", value, -2n), builder.constant(0));
    return [builder.when(isOther, [builder.raise(builder.format(builder.value("d", value), ` ${given}`))]), builder.answer(value)];
  },
};
