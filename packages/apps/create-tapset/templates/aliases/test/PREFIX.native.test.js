import { nativeSession, needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { tapsets } from "./tapsets.js";

const need = needs("tp-btf", "ring-buffer", "read-kernel");

need.describe("PREFIX.exec on this machine", () => {
  it("sees the programs that a command runs", { timeout: 60_000 }, async () => {
    const { output, messages } = await nativeSession("probe PREFIX.exec { if (ppid() == target()) println(path) }", {
      tapsets,
      command: "/bin/true; /bin/true; :",
    });
    expect(output).toBe("/bin/true\n/bin/true\n");
    expect(messages).toBe("");
  });
});
