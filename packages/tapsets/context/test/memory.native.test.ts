import { readFileSync } from "node:fs";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession, type NativeRun } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import context from "../src/index.js";

const read = needs("perf-tracepoint", "ring-buffer", "read-user", "read-kernel");

const scripts = ["memory-buffers.stp", "memory-unicode.stp", "memory-warnings.stp"].map((name) => ({
  name,
  text: readFileSync(new URL(`../${name}`, import.meta.url), "utf8"),
}));
const tapsets = [madeTapset({ name: "context", module: context, scripts }), ...Object.entries({ kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }))];

/** Runs statements where a process of ours writes these bytes, which are then at `at`. */
function whereWritten(bytes: string, body: string, declarations = ""): Promise<NativeRun> {
  const octal = [...bytes].map((byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`).join("");
  const probe = `probe kernel.trace("syscalls:sys_enter_write") { if (pid() == target() && $count == ${bytes.length}) { at = $buf; ${body} } }`;
  return nativeSession(`${declarations}\n${probe}`, { tapsets, command: `printf '${octal}' > /dev/null` });
}

async function printed(bytes: string, ...values: readonly string[]): Promise<readonly string[]> {
  const { output, messages } = await whereWritten(bytes, values.map((value) => `println(${value})`).join("; "));
  expect(messages.replace(/^WARNING: \d+ reads? of memory failed in probe .*\n/, "")).toBe("");
  return output.split("\n").slice(0, -1);
}

read.describe("numbers of a process", () => {
  it("are read with their width and sign, whatever is done where they can't be", async () => {
    const bytes = "\xfe\xff\xff\xff\xfd\xff\xff\x8f";
    const names = ["char", "short", "ushort", "int", "long", "uint8", "int16", "uint32"];
    const values = names.flatMap((name) => [`user_${name}(at)`, `user_${name}_error(at)`, ...(/\d/.test(name) ? [] : [`user_${name}_warn(at)`])]);
    const expected = [-2, -2, 65534, -2, -0x7000000200000002n, 254, -2, 4294967294];
    const seen = await printed(bytes, ...values);
    expect(seen).toEqual(names.flatMap((name, index) => Array.from({ length: /\d/.test(name) ? 2 : 3 }, () => String(expected[index]))));
  });

  it("that aren't there fail, or are 0 with a warning", async () => {
    const body = 'try { println(user_int_error(8)) } catch (why) { println(why) } println(user_long_warn(8), user_string_warn(8), user_string_warn(8, "gone"), user_string_n_warn(8, 3))';
    const { output, messages } = await whereWritten("xyz", body);
    expect(output).toBe("user read fault at 0x0000000000000008\n0gone<unknown>\n");
    expect(messages.split("\n").slice(0, 4)).toEqual([
      "WARNING: user read fault at 0x0000000000000008",
      ...Array.from({ length: 3 }, () => "WARNING: user string copy fault at 0x0000000000000008"),
    ]);
  });
});

read.describe("strings of a process", () => {
  it("are read to their end, or no further than is said", async () => {
    const values = ["user_string(at)", "user_string_n(at, 3)", "user_string_n(at, strlen(execname()) - 1)", "user_string_n(at, 99)", 'user_string_n(at, -1)', 'user_string_n(8, 2, "gone")', "user_string_nofault(at)", '"[" . user_string_nofault(8) . user_string_n_nofault(8, strlen(execname())) . "]"'];
    expect(await printed("hello\0", ...values)).toEqual(["hello", "hel", "h", "hello", "", "gone", "hello", "[]"]);
  });

  it("are quoted as C has them", async () => {
    const values = ["user_string_quoted(at)", "user_string_quoted(8)", "user_string_n_quoted(at, 3)", "user_string_n_quoted(at, 99, 7)", "kernel_or_user_string_quoted(at)", "kernel_string_quoted(at)"];
    const [whole, absent, three, seven, either, wrong] = await printed('a\n"\xff\x01z\0', ...values);
    expect([whole, absent, three, seven, either]).toEqual([String.raw`"a\n\"\377\001z"`, "0x8", String.raw`"a\n\""`, String.raw`"a"...`, String.raw`"a\n\"\377\001z"`]);
    expect(wrong).toMatch(/^0x[0-9a-f]+$/);
  });

  it("are the same where a handler keeps them", async () => {
    const shown = ["user_string_quoted(at)", "user_string_n_quoted(at, 3)", ...[-1, 3, 7, 9, 99].map((most) => `user_string_n_quoted(at, 99, ${most})`), "user_string_quoted(8)"];
    const kept = shown.map((value) => `kept = ${value}; println(kept, ${value} == kept)`).join("; ");
    const { output } = await whereWritten('a\n"\xff\x01z\0', kept, "global kept");
    const whole = String.raw`"a\n\"\377\001z"`;
    expect(output.split("\n").slice(0, -1)).toEqual([whole, String.raw`"a\n\""`, whole, '""...', String.raw`"a"...`, String.raw`"a\n"...`, whole, "0x8"].map((line) => `${line}1`));
  });

  it("of UTF-16 and UTF-32 become UTF-8", async () => {
    const utf16 = Buffer.from("aé€😀\0", "utf16le").toString("latin1");
    expect((await printed(utf16, "user_string_utf16(at)", "user_string_quoted_utf16(at)")).map((line) => Buffer.from(line, "latin1").toString())).toEqual([
      "aé€😀", String.raw`"a\303\251\342\202\254\360\237\230\200"`,
    ]);
    const utf32 = [..."aé€😀\0"].flatMap((character) => [0, 8, 16, 24].map((shift) => String.fromCharCode((character.codePointAt(0)! >> shift) & 0xff))).join("");
    expect(Buffer.from((await printed(utf32, "user_string_utf32(at)"))[0]!, "latin1").toString()).toBe("aé€😀");
    const values = ['user_string_utf16(at, "bad")', 'user_string_utf32(at, "bad")', 'kernel_string_utf16(8, "gone")', "kernel_or_user_string_quoted_utf16(at)"];
    const [high, surrogate, gone, address] = await printed("\x00\xdc\x00\x00", ...values);
    expect([high, surrogate, gone]).toEqual(["bad", "bad", "gone"]);
    expect(address).toMatch(/^0x[0-9a-f]+$/);
  });
});

read.describe("buffers of a process", () => {
  const all = Array.from({ length: 96 }, (_, index) => String.fromCharCode(index < 40 ? 65 + (index % 26) : index - 40)).join("");

  it("are quoted to their last byte", async () => {
    expect(await printed("ab\0c\n", "user_buffer_quoted(at, 5, 64)", "user_buffer_quoted(at, 0, 64)", "user_buffer_quoted(8, 5, 64)")).toEqual([String.raw`"ab\000c\n"`, '""', "0x8"]);
    expect((await printed(all, "user_buffer_quoted(at, 60, 0)"))[0]).toMatch(/^"ABC.*\\022\\023"$/);
  });

  it("are cut between bytes where the text may be no longer", async () => {
    const lines = await printed("abcdefgh\0\0\0\0", ...[8, 9, 10, 11, 12, 13].map((most) => `user_buffer_quoted(at, 8, ${most})`), "user_buffer_quoted(at, 12, 20)");
    expect(lines).toEqual(['"abc"...', '"abcd"...', '"abcdefgh"', '"abcdefgh"', '"abcdefgh"', '"abcdefgh"', String.raw`"abcdefgh\000"...`]);
  });

  it("that aren't there may fail", async () => {
    const { output } = await whereWritten("xyz", "try { println(user_buffer_quoted_error(8, 4, 64)) } catch (why) { println(why) }");
    expect(output).toBe("user read fault at 0x0000000000000008\n");
  });
});

read.it("the kernel's memory is read by its own functions", async () => {
  const comm = "&@cast(task_current(), \"task_struct\")->comm";
  const values = [`kernel_string_n(${comm}, 1)`, `kernel_string_quoted(${comm})`, `kernel_buffer_quoted(${comm}, 2)`, `kernel_buffer_quoted_error(${comm}, 1, 10)`, `kernel_or_user_string_quoted(${comm})`, `atomic_read(&@cast(task_current(), "task_struct")->usage) > 0`];
  expect(await printed("xyz", ...values)).toEqual(["s", '"sh"', '"sh"', '"s"', '"sh"', "1"]);
});
