import { handlers } from "./handlers.mjs";
import { output } from "./output.mjs";

/** The handlers that other cases time, and the one that prints. */
const measured = [...handlers, ...output.filter(({ figure }) => figure === "flood")];

/** How much code the kernel gets for each handler. @type {readonly import("../contracts.js").Case[]} */
export const code = measured.map(({ name, title, tapset, bpftrace, c }) => ({
  name: `code-${name}`,
  title: `instructions in the kernel: ${title}`,
  figure: "program size",
  tapset,
  bpftrace,
  c,
  goals: {},
}));
