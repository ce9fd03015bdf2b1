import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { program, ioschedulerTapsets as tapsets } from "./ioscheduler-tapsets.js";

/** What a script sees of a program that reads and writes a loop device; `NAME` and `NUMBER` stand for the device. */
async function loop(script: string) {
  const { told, seen, messages } = await toldSession(script, program("loop"), { tapsets });
  expect(messages).toBe("");
  const [, name = "", number = ""] = /^disk (\S+) (\S+)$/.exec(told[0] ?? "") ?? [];
  expect(told.slice(1)).toEqual(["read mq-deadline 96 16384", "read mq-deadline 2064 4096", "write none 16 8192"]);
  return seen.filter((line) => line.includes(` ${number} `) || line.includes(` ${name}`)).map((line) => line.replace(` ${number} `, " NUMBER ").replace(` ${name}`, " NAME"));
}

const disk = '"%d:%d", disk_major, disk_minor';

needs("tp-btf", "ring-buffer", "read-kernel", "root", "perl", "loop-devices").describe("a block device", () => {
  it("has its requests queued by its scheduler, issued and completed", async () => {
    const script = `
      global asked
      probe ioscheduler.elv_add_request { if (q) printf("%s %s %s %d %d\\n", name, sprintf(${disk}), elevator_name, req_flags & 0xff, req == rq && req_flags == rq_flags) }
      probe ioscheduler.elv_next_request { asked = elevator_name != "" }
      probe ioscheduler.elv_next_request.return { printf("%s.return %s %d %d\\n", name, sprintf(${disk}), req_flags & 0xff, asked) }
      probe ioscheduler.elv_completed_request { printf("%s %s %s %d\\n", name, sprintf(${disk}), elevator_name, req_flags & 0xff) }`;
    const ofSchedule = ["elv_add_request NUMBER mq-deadline 0 1", "elv_next_request.return NUMBER 0 1", "elv_completed_request NUMBER mq-deadline 0"];
    // Some kernels put a request on the queue that has no scheduler, some don't.
    const seen = (await loop(script)).filter((line) => line !== "elv_add_request NUMBER none 1 1");
    expect(seen.slice(-8)).toEqual([...ofSchedule, ...ofSchedule, "elv_next_request.return NUMBER 1 1", "elv_completed_request NUMBER none 1"]);
  });

  it("has transfers asked for and done, where and as large as was asked", async () => {
    const script = `
      probe ioblock.request, ioblock_trace.request { printf("%s %s %d %d %s ino %d start %d %d %d\\n", name, devname, sector, size, rw ? "write" : "read", ino, p_start_sect, bdev == bdev_contains, vcnt > 0) }
      probe ioblock.end { printf("%s %s %d %d %s done %d error %d\\n", name, devname, sector, size, rw ? "write" : "read", bytes_done, error) }
      probe ioblock_trace.end { printf("%s %s %d %d %d\\n", name, devname, bytes_done, p_start_sect, bdev == bdev_contains) }`;
    const seen = await loop(script);
    const transfer = (device: string, at: string, start: number, bytes: number) => [
      ...["ioblock.request", "ioblock_trace.request"].map((name) => `${name} ${device} ${at} ino 0 start ${start} ${start === 0 ? 1 : 0} 1`),
      `ioblock.end ${device} ${at} done ${bytes} error 0`,
      `ioblock_trace.end ${device} ${bytes} ${start} ${start === 0 ? 1 : 0}`,
    ];
    expect(seen.slice(-12).sort()).toEqual([
      ...transfer("NAME", "96 16384 read", 0, 16384),
      ...transfer("NAMEp1", "2064 4096 read", 2048, 4096),
      ...transfer("NAME", "16 8192 write", 0, 8192),
    ].sort());
  });

  it("is issued to, plugged and unplugged", async () => {
    const script = `
      probe ioscheduler_trace.elv_issue_request { printf("%s %s %s\\n", name, sprintf(${disk}), elevator_name) }
      probe ioscheduler_trace.elv_completed_request { printf("%s %s %s\\n", name, sprintf(${disk}), elevator_name) }
      global plugs, unplugs
      probe ioscheduler_trace.plug { plugs[rq_queue]++ }
      probe ioscheduler_trace.unplug_io { unplugs[rq_queue]++ }
      probe end { foreach (each in plugs) if (unplugs[each] == plugs[each]) matching++ println("matching ", matching > 0) }`;
    const { seen } = await toldSession(script, program("loop"), { tapsets });
    expect(seen.at(-1)).toBe("matching 1");
    expect(seen.filter((line) => /^elv_(issue|completed)_request 7:\d+ (none|mq-deadline)$/.test(line)).length).toBeGreaterThan(5);
  });
});
