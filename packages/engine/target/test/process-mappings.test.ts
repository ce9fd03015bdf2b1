import { expect, it } from "vitest";
import { ProcessMappings } from "../src/process-mappings.js";

const file = (path: string, start: bigint) => ({ path, start, lengthBytes: 0x1000, fileOffset: 0 });

/** Processes as /proc shows them: the text of their maps by id. */
function machine(maps: Record<number, string>) {
  const clock = { nowMs: 0 };
  const reads: string[] = [];
  const mappings = new ProcessMappings(
    {
      read: (path) => {
        reads.push(path);
        const text = maps[Number(/\d+/.exec(path)?.[0])];
        return text === undefined ? undefined : Buffer.from(text);
      },
      list: () => ["self", ...Object.keys(maps)],
    },
    () => clock.nowMs,
  );
  return { mappings, clock, reads, maps };
}

const LINE = "55d0c0a00000-55d0c0a05000 r-xp 00002000 08:01 1234                       /usr/bin/name with blanks\n7ffd0000-7ffd1000 rw-p 00000000 00:00 0 \n";

it("a living process is read when an address isn't known, and not at once again", () => {
  const { mappings, clock, reads, maps } = machine({ 7: LINE });
  expect(mappings.at(7, 0x55d0c0a00010n)).toEqual({ path: "/usr/bin/name with blanks", start: 0x55d0c0a00000n, lengthBytes: 0x5000, fileOffset: 0x2000 });
  expect([mappings.at(7, 0x55d0c0a05000n), mappings.at(7, 0x7ffd0000n)]).toEqual([undefined, undefined]);
  expect(reads).toEqual(["/proc/7/maps"]);
  maps[7] += "7ffd0000-7ffd1000 rw-p 00000000 00:00 0          [stack]\n";
  clock.nowMs = 200;
  expect(mappings.at(7, 0x7ffd0000n)?.path).toBe("[stack]");
});

it("one that has ended keeps what was seen of it, and what its parent had", () => {
  const { mappings, maps } = machine({ 7: LINE });
  mappings.at(7, 0x55d0c0a00010n);
  delete maps[7];
  mappings.forked(8, 7);
  mappings.mapped(8, file("/bin/true", 0x1000n));
  expect([0x1010n, 0x55d0c0a00010n, 0x5000n].map((address) => mappings.at(8, address)?.path)).toEqual(["/bin/true", "/usr/bin/name with blanks", undefined]);
  expect(mappings.at(7, 0x55d0c0a00010n)?.path).toBe("/usr/bin/name with blanks");
});

it("what was mapped last counts, and an id that is used again is another process", () => {
  const { mappings } = machine({});
  mappings.mapped(8, file("/bin/sh", 0x1000n));
  mappings.mapped(8, file("/bin/true", 0x1000n));
  expect(mappings.at(8, 0x1010n)?.path).toBe("/bin/true");
  // A fork may be told after what the child mapped: each CPU tells its own.
  mappings.forked(8, 1);
  expect(mappings.at(8, 0x1010n)?.path).toBe("/bin/true");
  mappings.forked(8, 1);
  expect(mappings.at(8, 0x1010n)).toBeUndefined();
});

it("everywhere is where it's known of, and where it's read", () => {
  const { mappings } = machine({ 7: LINE, 9: LINE });
  mappings.mapped(8, file("/bin/true", 0x55d0c0a00000n));
  expect([...mappings.everywhere(0x55d0c0a00010n)].map(({ path }) => path)).toEqual(["/usr/bin/name with blanks", "/usr/bin/name with blanks", "/bin/true"]);
});
