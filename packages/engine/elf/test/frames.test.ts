import { describe, expect, it } from "vitest";
import { Dwarf, FrameTable, printTerm } from "../src/index.js";
import { expected, fixturesWith, openElf, registerName } from "./fixture.js";

/** A frame's address as readelf writes it. */
function written(table: FrameTable, pc: bigint): string {
  const term = table.frameAddress(pc);
  return term === undefined ? "exp" : printTerm(term, registerName).replaceAll(" ", "");
}

describe("frames", () => {
  it.each(fixturesWith("frames"))("of %s are where readelf says, at each instruction where that changes", (name) => {
    const table = FrameTable.read([openElf(name)]);
    const rows = expected[name]!.frames.flatMap(([low, high, each]) => each.filter(([from]) => BigInt(from) >= BigInt(low) && BigInt(from) < BigInt(high)));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(([address]) => [address, written(table, BigInt(address))])).toEqual(rows);
  });

  it("are none where no table covers an address", () => {
    expect(FrameTable.read([openElf("o2-dwarf4")]).frameAddress(0x10n)).toBeUndefined();
  });

  it("are the program's own where its debug information is in a file apart", () => {
    const [debug, program] = [openElf("split.debug"), openElf("split")];
    const [[low]] = expected["o2-dwarf4"]!.frames.slice(-1) as [[string]];
    expect(Dwarf.open(debug).frames().frameAddress(BigInt(low))).toBeUndefined();
    expect(Dwarf.open(debug, { program }).frames().frameAddress(BigInt(low))).toEqual(FrameTable.read([openElf("o2-dwarf4")]).frameAddress(BigInt(low)));
  });
});
