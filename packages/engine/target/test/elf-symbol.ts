import { readFileSync } from "node:fs";

const SHT_DYNSYM = 11;
const SHT_NOBITS = 8;

/** Where in its file a function of a 64-bit little-endian shared library begins. */
export function fileOffsetOf(path: string, name: string): bigint {
  const bytes = readFileSync(path);
  const sectionsAt = Number(bytes.readBigUInt64LE(0x28));
  const sections = Array.from({ length: bytes.readUInt16LE(0x3c) }, (_, index) => {
    const at = sectionsAt + index * bytes.readUInt16LE(0x3a);
    const word = (offset: number): number => Number(bytes.readBigUInt64LE(at + offset));
    return { type: bytes.readUInt32LE(at + 4), address: word(0x10), offset: word(0x18), size: word(0x20), link: bytes.readUInt32LE(at + 0x28) };
  });
  const symbols = sections.find(({ type }) => type === SHT_DYNSYM);
  if (symbols === undefined) throw new Error(`${path} has no dynamic symbols`);
  const names = sections[symbols.link]?.offset ?? 0;
  for (let at = symbols.offset; at < symbols.offset + symbols.size; at += 24) {
    const from = names + bytes.readUInt32LE(at);
    if (bytes.toString("latin1", from, bytes.indexOf(0, from)) !== name) continue;
    const address = Number(bytes.readBigUInt64LE(at + 8));
    const home = sections.find((section) => section.type !== SHT_NOBITS && address >= section.address && address < section.address + section.size);
    if (address !== 0 && home !== undefined) return BigInt(address - home.address + home.offset);
  }
  throw new Error(`${path} has no function ${name}`);
}
