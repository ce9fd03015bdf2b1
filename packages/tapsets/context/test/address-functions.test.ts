import { describe, expect, it } from "vitest";
import { ipv6Text } from "../src/address-text.js";
import { builderFor, lowerValue, refusal } from "./workbench.js";

/** An address's text by its bytes. */
function textOf(hex: string): string {
  const bytes = new DataView(Uint8Array.from(hex.match(/../g)!.map((byte) => Number.parseInt(byte, 16))).buffer);
  return ipv6Text.render(bytes.getBigInt64(0, true), bytes.getBigInt64(8, true));
}

describe("an IPv6 address", () => {
  it.each([
    ["00000000000000000000000000000000", "::"],
    ["00000000000000000000000000000001", "::1"],
    ["fe80000000000000021132fffe000001", "fe80::211:32ff:fe00:1"],
    ["20010db8000000000001000000000001", "2001:db8::1:0:0:1"],
    ["20010db8000100010001000000010001", "2001:db8:1:1:1:0:1:1"],
    ["00000000000000000000ffffc0a80001", "::ffff:192.168.0.1"],
  ])("%s is %s", (hex, text) => {
    expect(textOf(hex)).toBe(text);
  });
});

describe("format_ipaddr", () => {
  const [session, kernel] = [builderFor("session"), builderFor("kernel")];

  it("of a family that is written out reads only what it takes", () => {
    expect(lowerValue(session, "format_ipaddr", session.constant(1), session.constant(2))).toMatchObject({ op: "format" });
    expect(lowerValue(kernel, "format_ipaddr", kernel.constant(1), kernel.constant(10))).toMatchObject({ op: "fact", raw: [{ op: "load", offset: 0 }, { op: "load", offset: 8 }] });
    expect(lowerValue(kernel, "format_ipaddr", kernel.constant(1), kernel.constant(1))).toMatchObject({ text: "" });
  });
});
