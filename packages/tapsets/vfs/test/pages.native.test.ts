import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { needs, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { program, vfsTapsets as tapsets } from "./vfs-tapsets.js";

needs("tp-btf", "ring-buffer", "read-kernel", "perl").it("pages of files come into memory, and leave it", async () => {
  // On a disk: what is in memory alone has no such events.
  const folder = mkdtempSync("/var/tmp/tapset-vfs-");
  try {
    const script = 'probe vfs.add_to_page_cache, vfs.remove_from_page_cache { printf("%d %d:%d %s %d %d %d\\n", ino, MAJOR(dev), MINOR(dev), name, index, nrpages > 0, devname != "") }';
    const { told, seen, messages } = await toldSession(script, `${program("files")} ${join(folder, "file")}`, { tapsets });
    expect(messages).toBe("");
    const [, ino = "", major = "", minor = ""] = /^file (\d+) (\d+) (\d+)$/.exec(told[0]!) ?? [];
    const file = `${ino} ${major}:${minor} `;
    const ours = seen.filter((line) => line.startsWith(file)).map((line) => line.slice(file.length));
    expect(ours).toEqual([expect.stringMatching(/^vfs\.add_to_page_cache 0 [01] 1$/), "vfs.remove_from_page_cache 0 1 1"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
