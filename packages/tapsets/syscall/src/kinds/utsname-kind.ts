import { quoteText } from "@tapset/core";
import { addressVariable, type ArgumentKind, type Recording, suffixed, textOf } from "../argument-kind.js";
import { addressed, unread } from "./structure-layout.js";

/** What struct new_utsname holds that is told, in its order. */
const MEMBERS = ["sysname", "nodename", "release", "version", "machine"];
/** Bytes of each, the NUL among them. */
const MEMBER_BYTES = 65;

const shown: Recording = {
  reading: {
    shape: () => "utsname",
    record: (builder, { raw }) => {
      const bound = Math.min(MEMBER_BYTES - 1, builder.maxString);
      const isNull = builder.compare("eq", raw, builder.constant(0));
      const member = (index: number) => builder.loadString(builder.binary("add", raw, MEMBER_BYTES * index), "user", builder.text(""), bound);
      return [...addressed(builder, raw), ...MEMBERS.map((_, index) => builder.select(isNull, builder.text(""), member(index)))];
    },
  },
  render: ([address, isReadable, ...texts]) =>
    unread(address, isReadable) ?? `{${MEMBERS.map((member, index) => `${member}=${quoteText(String(texts[index]), 4 * MEMBER_BYTES, false)}`).join(", ")}}`,
};

/** The kernel's names, as uname(2) tells them. */
export const utsnameKind: ArgumentKind = {
  variables: [addressVariable, { aspect: "words", name: suffixed("_str"), type: "string", doc: "what it holds", load: textOf("utsname", 511, shown) }],
  shown,
};
