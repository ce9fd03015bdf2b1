import { readdirSync, readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { folderTapset, installedTapset, nativeSession, needs } from "@tapset/testkit";
import { expect, it } from "vitest";

const scsi = needs("scsi-debug", "fentry", "ring-buffer");

const tapsets = [...["context", "kernel"].map((name) => installedTapset(`@tapset/${name}`, import.meta.url)), folderTapset(new URL("../", import.meta.url))];

/** The disk that scsi_debug makes: its name, its numbers, and its place as `host:channel:id:lun`. */
function debugDisk(): { readonly name: string; readonly numbers: string; readonly place: string; readonly folder: string } {
  const folder = "/sys/bus/scsi/devices";
  const place = readdirSync(folder).find((each) => /^\d+:/.test(each) && readFileSync(`${folder}/${each}/model`, "utf8").startsWith("scsi_debug"))!;
  const [name] = readdirSync(`${folder}/${place}/block`);
  return { name: name!, numbers: readFileSync(`/sys/class/block/${name!}/dev`, "utf8").trim(), place, folder: `${folder}/${place}` };
}

async function lines(script: string, workload: () => void): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { tapsets, workload, timeoutMs: 50_000 });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

function copy(...args: readonly string[]): void {
  expect(spawnSync("dd", ["status=none", ...args], { encoding: "utf8" }).stderr).toBe("");
}

const place = '"%d:%d:%d:%d", host_no, channel, dev_id, lun';

scsi.describe("commands of a SCSI device", () => {
  it("are made, dispatched, done and completed, with what they transfer", async () => {
    const disk = debugDisk();
    const script = `
      probe scsi.ioentry { printf("entry %d:%d %d %s\\n", disk_major, disk_minor, device_state, device_state_str) }
      probe scsi.iodispatching { printf("dispatch %s %d %s %d %d %d %s\\n", sprintf(${place}), data_direction, data_direction_str, req_bufflen, request_bufflen, request_buffer != 0, device_state_str) }
      probe scsi.iodone { printf("done %s %s %d\\n", sprintf(${place}), data_direction_str, device_state) }
      probe scsi.iocompleted { printf("complete %s %d %s %d\\n", sprintf(${place}), goodbytes, data_direction_str, device_state) }`;
    const seen = await lines(script, () => {
      copy(`if=/dev/${disk.name}`, "of=/dev/null", "bs=8192", "count=1", "skip=3", "iflag=direct");
      copy("if=/dev/zero", `of=/dev/${disk.name}`, "bs=4096", "count=1", "seek=2", "oflag=direct");
    });
    const of = (direction: number, name: string, bytes: number) => [
      `entry ${disk.numbers} 2 running`,
      `dispatch ${disk.place} ${direction} ${name} ${bytes} ${bytes} 1 running`,
      `done ${disk.place} ${name} 2`,
      `complete ${disk.place} ${bytes} ${name} 2`,
    ];
    for (const line of [...of(2, "DMA_FROM_DEVICE", 8192), ...of(1, "DMA_TO_DEVICE", 4096)]) expect(seen).toContain(line);
  });

  it("wait for a request's address that is the same all the way", async () => {
    const disk = debugDisk();
    const script = `
      global entered
      probe scsi.ioentry { entered[req_addr] = 1 }
      probe scsi.iocompleted { if (goodbytes == 8192) printf("%d\\n", [req_addr] in entered) }`;
    const seen = await lines(script, () => copy(`if=/dev/${disk.name}`, "of=/dev/null", "bs=8192", "count=1", "skip=3", "iflag=direct"));
    expect(seen).toContain("1");
    expect(seen).not.toContain("0");
  });
});

scsi.it("states of a SCSI device are told when they change", async () => {
  const disk = debugDisk();
  const script = `probe scsi.set_state { printf("%s %d %s %d %s\\n", sprintf(${place}), old_state, old_state_str, state, state_str) }`;
  const seen = await lines(script, () => {
    // By another process: a session doesn't see what its own does.
    expect(spawnSync("sh", ["-c", "echo offline > state && echo running > state"], { cwd: disk.folder }).status).toBe(0);
  });
  expect(seen).toContain(`${disk.place} 2 running 6 offline`);
  expect(seen).toContain(`${disk.place} 6 offline 2 running`);
});

needs("scsi-debug", "kprobe", "ring-buffer").it("commands that the kernel makes by itself are told with what they ask for", async () => {
  const disk = debugDisk();
  const script = `probe scsi.ioexecute { printf("%s %d %s %d %d %d %d %s\\n", sprintf(${place}), data_direction, data_direction_str, request_buffer != 0, request_bufflen, retries > 0, timeout / HZ(), device_state_str) }`;
  // Asked anew, a disk's size is read again: READ CAPACITY(16) gives 32 bytes, and a disk's driver gives a command 30 s.
  const seen = await lines(script, () => expect(spawnSync("sh", ["-c", "echo 1 > rescan"], { cwd: disk.folder }).status).toBe(0));
  expect(seen).toContain(`${disk.place} 2 DMA_FROM_DEVICE 1 32 1 30 running`);
});
