import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { program, vfsTapsets as tapsets } from "./vfs-tapsets.js";

/** What a script sees of the program that reads and writes a file in memory, whose inode has the number that programs see, and that and its device. */
async function files(script: string) {
  const folder = mkdtempSync("/tmp/tapset-vfs-");
  const path = join(folder, "file");
  try {
    const { told, seen, messages } = await toldSession(script, `unshare -m sh -ec 'mount -t tmpfs tapset ${folder}; exec ${program("files")} ${path}'`, { tapsets });
    expect(messages).toBe("");
    const [, ino = "", major = "", minor = ""] = /^file (\d+) (\d+) (\d+)$/.exec(told[0]!) ?? [];
    const ours = seen.filter((line) => line.includes(` ${ino} ${major}:${minor} `));
    return { seen, path, ino, file: `${ino} ${major}:${minor}`, ours: (name: string) => ours.filter((line) => line.startsWith(`${name} `)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const where = '"%d %d:%d %s", ino, MAJOR(dev), MINOR(dev), pathname';

needs("tp-btf", "ring-buffer", "read-kernel", "task-storage", "perl").describe("files", () => {
  it("are read and written, with how much and where", async () => {
    const script = `
      probe vfs.read { if (pid() == target()) printf("%s %s %d %d %d\\n", name, sprintf(${where}), pos, bytes_to_read, isinstr(argstr, sprintf("%d, %#x, %d", pos, buf, bytes_to_read))) }
      probe vfs.write { if (pid() == target()) printf("%s %s %d %d %d\\n", name, sprintf(${where}), pos, bytes_to_write, isinstr(argstr, sprintf("%d, %#x, %d", pos, buf, bytes_to_write))) }`;
    const { ours, path, file } = await files(script);
    expect(ours("vfs.write").slice(0, 2)).toEqual([`vfs.write ${file} ${path} 0 100 1`, `vfs.write ${file} ${path} 200 50 1`]);
    expect(ours("vfs.read")).toEqual([`vfs.read ${file} ${path} 20 60 1`, `vfs.read ${file} ${path} 142 90 1`]);
  });

  it("give and take what they can", async () => {
    const script = `
      probe vfs.read.return { if (pid() == target()) printf("%s %s %d %d %d %s %s\\n", name, sprintf(${where}), bytes_to_read, bytes_read, error, error_str, retstr) }
      probe vfs.write.return { if (pid() == target()) printf("%s %s %d %d %d %s %s\\n", name, sprintf(${where}), bytes_to_write, bytes_written, error, error_str, retstr) }`;
    const { ours, path, file } = await files(script);
    expect(ours("vfs.read")).toEqual([`vfs.read ${file} ${path} 60 60 0  60`, `vfs.read ${file} ${path} 90 90 0  90`]);
    expect(ours("vfs.write")).toEqual([
      `vfs.write ${file} ${path} 100 100 0  100`,
      `vfs.write ${file} ${path} 50 50 0  50`,
      `vfs.write ${file} ${path} 7 0 -9 EBADF -9 (EBADF)`,
    ]);
  });

  it("are read into and written from several pieces of memory", async () => {
    const script = `
      probe vfs.readv, vfs.writev { if (pid() == target()) printf("%s %s %d %d\\n", name, sprintf(${where}), vlen, vec != 0) }
      probe vfs.readv.return { if (pid() == target()) printf("%s %s %d %d %s %s\\n", name, sprintf(${where}), bytes_read, error, error_str, retstr) }
      probe vfs.writev.return { if (pid() == target()) printf("%s %s %d %d %s %s\\n", name, sprintf(${where}), bytes_written, error, error_str, retstr) }`;
    const { ours, path, file } = await files(script);
    expect(ours("vfs.writev")).toEqual([`vfs.writev ${file} ${path} 2 1`, `vfs.writev ${file} ${path} 42 0  42`]);
    // The file's end is at 250.
    expect(ours("vfs.readv")).toEqual([`vfs.readv ${file} ${path} 2 1`, `vfs.readv ${file} ${path} 18 0  18`]);
  });

  it("are opened and closed", async () => {
    const script = `
      probe vfs.open { if (pid() == target()) printf("%s %s %#x %d\\n", name, sprintf(${where}), flags & 0xfff, file < 0) }
      probe vfs.close { if (pid() == target()) printf("%s %s %d\\n", name, sprintf(${where}), file < 0) }`;
    const { ours, path, file } = await files(script);
    // What matters when it's opened (O_CREAT) isn't kept with the file.
    expect(ours("vfs.open")).toEqual([`vfs.open ${file} ${path} 0x2 1`, `vfs.open ${file} ${path} 0x0 1`]);
    expect(ours("vfs.close")).toEqual([`vfs.close ${file} ${path} 1`, `vfs.close ${file} ${path} 1`]);
  });
});
