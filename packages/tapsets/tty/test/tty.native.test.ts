import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { program, ttyTapsets as tapsets } from "./tty-tapsets.js";

/** What a script sees of the program that works with a pair of terminals, and the number and inode of the one for programs. */
async function pair(script: string) {
  const { told, seen, messages } = await toldSession(script, program("pair"), { tapsets });
  expect(messages).toBe("");
  const [, number = "", inode = ""] = /^pair (\d+) (\d+)$/.exec(told[0]!) ?? [];
  expect(inode).not.toBe("");
  return { seen, number, inode };
}

const needed = ["tp-btf", "ring-buffer", "read-kernel", "read-user", "task-storage", "perl"] as const;

needs(...needed).describe("terminals", () => {
  it("are opened and closed", async () => {
    const script = `
      probe tty.open { if (pid() == target()) printf("open %s %d %d %#x %d\\n", file_name, inode_number, file_mode & 3, file_flags & 0xff, inode_flags >= 0 && inode_state >= 0) }
      probe tty.release { if (pid() == target()) printf("release %s %d %d %#x %d\\n", file_name, inode_number, file_mode & 3, file_flags & 0xff, inode_flags >= 0 && inode_state >= 0) }`;
    const { seen, number, inode } = await pair(script);
    expect(seen.filter((line) => line.includes(` ${number} ${inode} `))).toEqual([`open ${number} ${inode} 3 0x2 1`, `release ${number} ${inode} 3 0x2 1`]);
  });

  it("are read from and written to", async () => {
    const script = `
      probe tty.write { if (pid() == target()) printf("write %s %s %d %s", file_name, driver_name, nr, user_string_n(buffer, nr)) }
      probe tty.read { if (pid() == target()) printf("read %s %s %d %d\\n", file_name, driver_name, nr, buffer != 0) }`;
    const { seen, number } = await pair(script);
    expect(seen.filter((line) => !line.includes("ttyS"))).toEqual([`write ${number} pty_slave 6 hello`, "write ptmx pty_master 6 hello", `read ${number} pty_slave 50 1`]);
  });

  it("are asked for things, and change their sizes", async () => {
    const script = `
      probe tty.ioctl { if (pid() == target() && cmd == 0x5414) printf("ioctl %s %d\\n", name, arg != 0) }
      probe tty.resize { if (pid() == target()) printf("%s %d %d %d %d > %d %d %d %d\\n", name, old_row, old_col, old_xpixel, old_ypixel, new_row, new_col, new_xpixel, new_ypixel) }`;
    const { seen, number } = await pair(script);
    expect(seen).toEqual([`ioctl ${number} 1`, `pts${number} 0 0 0 0 > 40 120 7 8`, "ioctl ptmx 1", `pts${number} 40 120 7 8 > 50 130 9 10`]);
  });
});

needs(...needed, "fentry").describe("terminals, by functions of the kernel", () => {
  it("are set up, added, asked and given characters", async () => {
    const script = `
      probe tty.init, tty.register, tty.unregister { if (pid() == target()) printf("%s %s %s %s\\n", pn(), driver_name, name, module) }
      probe tty.poll { if (pid() == target()) printf("poll %s %d\\n", file_name, wait_key & 1) }
      probe tty.receive { if (count == 6 && kernel_string_n(cp, 5) == "hello") printf("receive %s %s %d %d\\n", name, driver_name, index, id) }`;
    const { seen, number } = await pair(script);
    expect(seen).toContain("tty.init pty_master ptm kernel");
    expect(seen).toContain(`receive pts${number} pty_slave ${number} 0`);
    expect(seen).toContain(`poll ${number} 1`);
  });
});
