import { needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { traced } from "./traced.js";

/** The two words an IPv6 address is in memory. */
function words(...groups: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(16));
  for (const [index, group] of groups.entries()) bytes.setUint16(2 * index, group);
  return [0, 8].map((at) => String(bytes.getBigInt64(at, true))).join(", ");
}

const addresses: readonly (readonly [string, string])[] = [
  ["::", words(0, 0, 0, 0, 0, 0, 0, 0)],
  ["::1", words(0, 0, 0, 0, 0, 0, 0, 1)],
  ["fe80::", words(0xfe80, 0, 0, 0, 0, 0, 0, 0)],
  ["fe80::1:0:0:1", words(0xfe80, 0, 0, 0, 1, 0, 0, 1)],
  ["2001:db8:0:1:2:3:4:5", words(0x2001, 0xdb8, 0, 1, 2, 3, 4, 5)],
  ["2001:0:0:1::2", words(0x2001, 0, 0, 1, 0, 0, 0, 2)],
  ["ff02::1:ff00:0", words(0xff02, 0, 0, 0, 0, 1, 0xff00, 0)],
  ["::ffff:10.1.2.3", words(0, 0, 0, 0, 0, 0xffff, 0x0a01, 0x0203)],
];

needs("tp-btf", "ring-buffer", "read-user").it("IPv6 addresses in words, in the kernel", async () => {
  const body = addresses.map(([, pair]) => `println(__ipv6_text(${pair}));`).join(" ");
  expect(await traced({ "syscall.getpgrp": body }, "syscall(111);")).toEqual(addresses.map(([text]) => text));
});
