import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { boot } from "./boot.mjs";
import { whyNotSetUp } from "./kernel.mjs";

const missing = whyNotSetUp();
const TIMEOUT_MS = 300_000;

/** Runs a shell command in a guest. */
async function inGuest(command: string, options: Readonly<Record<string, unknown>> = {}): Promise<{ readonly status: number; readonly output: string }> {
  let output = "";
  const status = (await boot({ command: ["sh", "-c", command], onOutput: (text: string) => void (output += text), timeoutMs: TIMEOUT_MS, ...options })) as number;
  return { status, output };
}

/** Guests that this process still has. */
function leftovers(): readonly string[] {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, "latin1").split(" ").filter(Boolean);
  return children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, "latin1").includes("qemu"));
}

if (missing !== undefined) {
  it("a lab that isn't set up says how to", async () => {
    await expect(inGuest("true")).rejects.toThrow(missing);
  });
} else {
  it("a guest runs a command on the host's files and can't change them", { timeout: TIMEOUT_MS }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "tapset-guest-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "given"), "by the host\n");
    const { status, output } = await inGuest(`uname -r; cat ${folder}/given; echo mine > ${folder}/given; cat ${folder}/given; lsblk -dno NAME,SIZE; echo /sys/devices/system/node/node*; exit 7`, {
      modules: ["null_blk nr_devices=1"],
      disks: [{ bus: "scsi", megabytes: 16 }, { bus: "virtio", megabytes: 8 }],
      nodes: 2,
    });
    expect(status).toBe(7);
    expect(output).toMatch(/^6\.1\./);
    expect(output).toContain("by the host\nmine\n");
    expect(output).toMatch(/^sda +16M$/m);
    expect(output).toMatch(/^vda +8M$/m);
    expect(output).toMatch(/^nullb0/m);
    expect(output).toContain("/node0 /sys/devices/system/node/node1\n");
    expect(readFileSync(join(folder, "given"), "utf8")).toBe("by the host\n");
    expect(leftovers()).toEqual([]);
  });

  it("a guest that panics is told by its console", { timeout: TIMEOUT_MS }, async () => {
    await expect(inGuest("echo 1 > /proc/sys/kernel/sysrq; echo c > /proc/sysrq-trigger")).rejects.toThrow(/^the guest ended before its command did; the last lines of its console:\n[^]*Kernel panic/);
    expect(leftovers()).toEqual([]);
  });

  it("a guest that hangs is ended, and so is one that's interrupted", { timeout: TIMEOUT_MS }, async () => {
    await expect(inGuest("sleep 1000", { timeoutMs: 1000 })).rejects.toThrow(/^the guest was still running after 1 s; the last lines of its console:\n/);
    await expect(inGuest("kill $(cat /run/lab/signs.pid); sleep 1000", { signMs: 15_000 })).rejects.toThrow(/^the guest hangs: it gave no sign for 15 s/);
    await expect(inGuest("sleep 1000", { silenceMs: 15_000 })).rejects.toThrow(/^the guest's command printed nothing for 15 s/);
    await expect(inGuest("sleep 1000", { signal: AbortSignal.timeout(1000) })).rejects.toThrow("the guest was interrupted");
    expect(leftovers()).toEqual([]);
  });
}
