import { expect, it } from "vitest";
import { compareVersions } from "../src/version-order.js";

// The order that strverscmp(3) gives as its example, and versions as kernels have them.
it.each([
  [["000", "00", "01", "010", "09", "0", "1", "9", "10"]],
  [["a", "a0", "a1", "a1a", "a1b", "a2", "a10", "a20"]],
  [["1.0", "1.0.1", "1.1", "1.9", "1.10", "1.11", "2.0"]],
  [["2.6.9", "2.6.32", "2.6.32-100", "2.6.32-431", "3.10", "4.18.0-80", "6.1", "6.1.0-9", "6.1.0-18", "6.12"]],
  [["1.001", "1.01", "1.1"]],
])("%j ascends", (versions) => {
  for (const [i, left] of versions.entries()) {
    for (const [j, right] of versions.entries()) {
      expect(Math.sign(compareVersions(left, right)), `${left} against ${right}`).toBe(Math.sign(i - j));
    }
  }
});
