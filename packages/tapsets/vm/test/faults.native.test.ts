import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { program, vmTapsets as tapsets } from "./vm-tapsets.js";

needs("tp-btf", "ring-buffer", "perl").describe("page faults", () => {
  it("have the address that is touched, and how", async () => {
    const script = `
      probe vm.pagefault {
        if (pid() == target() || ppid() == target()) printf("%s %s %x\\n", name, write_access ? "write" : "read", address)
      }
      probe vm.write_shared { if (pid() == target() || ppid() == target()) printf("%s %x\\n", name, address) }`;
    const { told, seen, messages } = await toldSession(script, program("faults"), { tapsets });
    expect(messages).toBe("");
    expect(told).toHaveLength(2);
    const [read, write] = told;
    expect(seen.filter((line) => line === `pagefault ${read}`)).toHaveLength(1);
    // The second write finds the page its own.
    expect(seen.filter((line) => line === `pagefault ${write}`)).toHaveLength(1);
    expect(seen).not.toContain(read?.replace("read", "write_shared"));
    expect(seen.filter((line) => line === write?.replace("write", "write_shared"))).toHaveLength(1);
  });
});
