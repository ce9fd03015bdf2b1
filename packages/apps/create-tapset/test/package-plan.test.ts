import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CreationError } from "../src/creation-error.js";
import { helpText, packagePlan } from "../src/package-plan.js";

function refusal(...argv: readonly string[]): CreationError {
  try {
    packagePlan(argv);
  } catch (error) {
    if (error instanceof CreationError) return error;
    throw error;
  }
  throw new Error(`accepted: ${argv.join(" ")}`);
}

describe("a command line", () => {
  it("needs a name and nothing else", () => {
    expect(packagePlan(["page-cache"])).toEqual({
      name: "page-cache",
      kind: "aliases",
      folder: resolve("page-cache"),
      prefix: "page_cache",
      license: "UNLICENSED",
      installs: false,
    });
  });

  it("says everything else with options", () => {
    const argv = ["@acme/x", "--kind", "family", "--dir", "some/where", "--prefix", "vm", "--license", "MIT", "--install"];
    expect(packagePlan(argv)).toEqual({ name: "@acme/x", kind: "family", folder: resolve("some/where"), prefix: "vm", license: "MIT", installs: true });
  });

  it("takes probe points' first word and the folder from the name", () => {
    const parts = (name: string) => [packagePlan([name])?.prefix, packagePlan([name])?.folder];
    expect(parts("@acme/tapset-oom")).toEqual(["oom", resolve("tapset-oom")]);
    expect(parts("net.flow-tapset")).toEqual(["net_flow", resolve("net.flow-tapset")]);
  });

  it("may ask for help, which names every option", () => {
    expect(packagePlan(["--help"])).toBeUndefined();
    for (const option of ["--kind", "--dir", "--prefix", "--license", "--install"]) expect(helpText("x")).toContain(`  ${option}`);
  });
});

describe("what is refused", () => {
  it("is a name npm wouldn't publish, with npm's reason", () => {
    expect(refusal("Page Cache").message).toBe("'Page Cache' is no name for a package: name can only contain URL-friendly characters, name can no longer contain capital letters");
    for (const name of ["../up", ".hidden", "@acme/", "node_modules", "fs", "x".repeat(215)]) expect(refusal(name)).toMatchObject({ kind: "usage", hints: [/^write a name/] });
  });

  it("is a first word that no probe point can have", () => {
    expect(refusal("9p")).toMatchObject({ message: "no probe point can begin with '9p': it takes a letter, then letters, digits and _", hints: ["give another with --prefix WORD"] });
    expect(refusal("x", "--prefix", "a.b").kind).toBe("usage");
    expect(packagePlan(["9p", "--prefix", "ninep"])?.prefix).toBe("ninep");
  });

  it("is a command line that says something else", () => {
    expect(refusal().message).toBe("a name for the package is missing");
    expect(refusal("a", "b").message).toBe("one package at a time: b");
    expect(refusal("a", "--kind", "probes")).toMatchObject({ message: "there is no kind 'probes'", hints: ["choose one: aliases, family"] });
    expect(refusal("a", "--wizard")).toMatchObject({ kind: "usage", hints: ["see --help for the options"] });
  });
});
