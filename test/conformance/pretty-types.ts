import { Btf, BtfBuilder, type MemberRecord } from "@tapset/btf";
import { type Target, unknownTarget } from "@tapset/core";

/**
 *     struct inner { int x; char y; struct { int deep; } z; };
 *     enum colour { RED, GREEN = 5 };
 *     enum { BELOW = -1 } below;
 *     union both { int i; char c[4]; float f; };
 *     struct every {
 *       char c; unsigned char uc; short s; unsigned short us;                //   0
 *       int i; unsigned u; long l; unsigned long ul; _Bool b;                //   8
 *       enum colour e; enum below n; int bf : 3; unsigned ubf : 5;           //  36
 *       struct inner in; union both un;                                      //  48
 *       struct { int aa; union { int ab; }; }; union { int ac; long ad; };   //  64
 *       char buf[8]; char one[1]; char *str; void *v; int *ip;               //  80
 *       struct inner *inp; struct missing *fw; int (*fn)(int);               // 120
 *       int nums[4]; int grid[2][3]; struct inner ins[2]; char *strs[2];     // 144
 *       float f; __int128 wide;                                              // 224
 *       struct inner __user *remote; char __user *text;                      // 256
 *     };
 *     struct many { int m0, …, m39; };
 *     struct holder { struct many first; struct inner last; };
 *     tracepoint known(struct every *p, struct many *m, long n);
 *     tracepoint every(struct every *p, struct many *m, long n, char c, int **ipp, char **spp, char (*rows)[4], int (*fn)(int), void *v, struct inner **ipq, struct missing *fw);
 */
function prettyTypes(): Btf {
  const builder = new BtfBuilder();
  const int = builder.int("int", 4, { signed: true });
  const [long, short] = [builder.int("long", 8, { signed: true }), builder.int("short", 2, { signed: true })];
  const [ulong, ushort, unsigned] = [builder.int("unsigned long", 8), builder.int("unsigned short", 2), builder.int("unsigned int", 4)];
  const [char, uchar, bool, wide] = [builder.int("char", 1, { signed: true }), builder.int("unsigned char", 1), builder.int("_Bool", 1, { encoding: "bool" }), builder.int("__int128", 16, { signed: true })];
  const float = builder.add({ kind: "float", name: "float", size: 4 });
  const members = (...rows: readonly (readonly [name: string, typeId: number, offset: number, bits?: number, from?: number])[]): MemberRecord[] =>
    rows.map(([name, typeId, offset, bitSize, from = 0]) => ({ name, typeId, bitOffset: 8 * offset + from, ...(bitSize !== undefined && { bitSize }) }));
  const enumeration = (name: string, signed: boolean, value: bigint): number => builder.add({ kind: "enum", name, size: 4, signed, enumerators: [{ name: `${name.toUpperCase()}_ONE`, value }] });
  const user = (typeId: number): number => builder.pointer(builder.add({ kind: "type_tag", name: "user", typeId }));

  const deep = builder.struct("", 4, members(["deep", int, 0]));
  const inner = builder.struct("inner", 12, members(["x", int, 0], ["y", char, 4], ["z", deep, 8]));
  const both = builder.add({ kind: "union", name: "both", size: 4, members: members(["i", int, 0], ["c", builder.array(char, 4, int), 0], ["f", float, 0]).map((each) => ({ bitSize: 0, ...each })) });
  const union = (...rows: Parameters<typeof members>): number => builder.add({ kind: "union", name: "", size: 8, members: members(...rows).map((each) => ({ bitSize: 0, ...each })) });
  const anonymous = builder.struct("", 8, members(["aa", int, 0], ["", union(["ab", int, 0]), 4]));
  const [colour, below] = [enumeration("colour", false, 5n), enumeration("below", true, -1n)];
  const [text, ip, innerPointer] = [builder.pointer(char), builder.pointer(int), builder.pointer(inner)];
  const missing = builder.pointer(builder.add({ kind: "fwd", name: "missing", of: "struct" }));
  const fn = builder.pointer(builder.prototype(int, [{ name: "", typeId: int }]));
  const v = builder.pointer(0);
  const every = builder.struct(
    "every",
    272,
    members(
      ...([["c", char, 0], ["uc", uchar, 1], ["s", short, 2], ["us", ushort, 4], ["i", int, 8], ["u", unsigned, 12], ["l", long, 16], ["ul", ulong, 24], ["b", bool, 32]] as const),
      ...([["e", colour, 36], ["n", below, 40], ["bf", int, 44, 3], ["ubf", unsigned, 44, 5, 3], ["", int, 44, 4, 8]] as const),
      ...([["in", inner, 48], ["un", both, 60], ["", anonymous, 64], ["", union(["ac", int, 0], ["ad", long, 0]), 72]] as const),
      ...([["buf", builder.array(char, 8, int), 80], ["one", builder.array(char, 1, int), 88], ["str", text, 96], ["v", v, 104], ["ip", ip, 112]] as const),
      ...([["inp", innerPointer, 120], ["fw", missing, 128], ["fn", fn, 136]] as const),
      ...([["nums", builder.array(int, 4, int), 144], ["grid", builder.array(builder.array(int, 3, int), 2, int), 160], ["ins", builder.array(inner, 2, int), 184], ["strs", builder.array(text, 2, int), 208]] as const),
      ...([["f", float, 224], ["wide", wide, 240], ["remote", user(inner), 256], ["text", user(char), 264]] as const),
    ),
  );
  const many = builder.struct("many", 160, members(...Array.from({ length: 40 }, (_, index) => [`m${index}`, int, 4 * index] as const)));
  builder.struct("holder", 172, members(["first", many, 0], ["last", inner, 160]));
  const parameters = [
    ...([["__data", v], ["p", builder.pointer(every)], ["m", builder.pointer(many)], ["n", long], ["c", char]] as const),
    ...([["ipp", builder.pointer(ip)], ["spp", builder.pointer(text)], ["rows", builder.pointer(builder.array(char, 4, int))], ["fn", fn], ["v", v], ["ipq", builder.pointer(innerPointer)], ["fw", missing]] as const),
  ].map(([name, typeId]) => ({ name, typeId }));
  const tracepoint = (name: string, count: number): void => {
    builder.typedef(`btf_trace_${name}`, builder.pointer(builder.prototype(0, parameters.slice(0, count))));
  };
  tracepoint("every", parameters.length);
  tracepoint("known", 4);
  builder.struct("task_struct", 8, members(["flags", long, 0]));
  return Btf.parse(builder.toBytes());
}

/** A kernel with structures of every kind of member, and two tracepoints: of `known` the verifier lets every parameter be read. */
export const prettyTarget: Target = {
  ...unknownTarget,
  release: "6.18.0-made-up",
  version: "6.18.0",
  arch: "x86_64",
  hz: 250,
  cpus: { possible: 2, online: 2 },
  btf: prettyTypes(),
  feature: () => ({ verdict: "yes", reason: "" }),
};
