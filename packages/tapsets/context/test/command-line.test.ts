import { readFileSync } from "node:fs";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, runScript } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import context from "../src/index.js";

const scripts = ["command-line.stp", "null.stp", "oneshot.stp"].map((name) => ({ name, text: readFileSync(new URL(`../${name}`, import.meta.url), "utf8") }));
const tapsets = [madeTapset({ name: "context", module: context, scripts }), madeTapset({ name: "lifecycle", module: lifecycle })];

async function output(script: string, args: readonly string[] = []): Promise<string> {
  return (await runScript(script, { tapsets, args })).output;
}

describe("argc and argv", () => {
  it("are the script's arguments", async () => {
    const script = 'probe begin { println(argc) for (i = 0; i <= argc + 1; i++) printf("%d:%s ", i, argv[i]) exit() }';
    expect(await output(script, ["5+5", "a b", ""])).toBe("3\n0: 1:5+5 2:a b 3: 4: ");
    expect(await output(script)).toBe("0\n0: 1: ");
  });

  it("hold 32, and say when there are more", async () => {
    const { output, messages } = await runScript("probe begin { println(argc, argv[32], argv[33]) exit() }", { tapsets, args: Array.from({ length: 33 }, (_, index) => `<${index + 1}>`) });
    expect(output).toBe("33<32>\n");
    expect(messages).toBe("WARNING: arguments beyond #32 are not in argv\n");
  });
});

describe("oneshot", () => {
  it("fires once, and the session ends", async () => {
    expect(await output("probe oneshot { println(pp()) } probe end { println(pp()) }")).toBe("begin\nend\n");
  });
});

it("NULL is 0", async () => {
  expect(await output("probe oneshot { println(NULL) }")).toBe("0\n");
});
