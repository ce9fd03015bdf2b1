import { chmodSync, chownSync, lchownSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit";
import { requireTrusted, type Caller } from "../src/trust.js";
import { temporaryFolder, writeFiles } from "./made-up-project.js";

const SOMEBODY = 54_321;

/** As root; a new one each time, for what was found safe is remembered by caller. */
function root(parts: Partial<Caller> = {}): Caller {
  return { uid: 0, sudoUid: undefined, sudoGid: undefined, ...parts };
}

/** `FOLDER/node_modules/acme/tapset.json`. */
function madeFolder(): { readonly folder: string; readonly file: string } {
  const folder = writeFiles(temporaryFolder(), { "node_modules/acme/tapset.json": {} });
  return { folder, file: join(folder, "node_modules/acme/tapset.json") };
}

/** What root is told of a file. */
function refusal(file: string, caller = root()): string {
  try {
    requireTrusted(file, caller);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  return "";
}

needs("root").describe("root is refused", () => {
  it("what belongs to somebody else, the file or a folder above it", () => {
    const { folder, file } = madeFolder();
    chownSync(file, SOMEBODY, 0);
    expect(refusal(file)).toBe(
      `${file} belongs to user ${SOMEBODY}, who could make root run anything through it: run tapset where only you can write, or give it to root: chown root ${file}`,
    );
    chownSync(file, 0, 0);
    chownSync(folder, SOMEBODY, 0);
    expect(refusal(file)).toBe(
      `${file} lies under ${folder}, which belongs to user ${SOMEBODY}, who could make root run anything through it: run tapset where only you can write, or give it to root: chown root ${folder}`,
    );
  });

  it("what others can write", () => {
    const { folder, file } = madeFolder();
    chmodSync(file, 0o646);
    expect(refusal(file)).toMatch(/can be written by every user, who could make root run anything through it: .* chmod o-w/);
    chmodSync(file, 0o644);
    chmodSync(join(folder, "node_modules"), 0o777);
    expect(refusal(file)).toContain(`lies under ${join(folder, "node_modules")}, which can be written by every user`);
  });

  it("what a group can write that isn't root's nor the caller's", () => {
    const { file } = madeFolder();
    chmodSync(file, 0o664);
    expect(refusal(file)).toBe("");
    chownSync(file, 0, SOMEBODY);
    expect(refusal(file)).toMatch(new RegExp(`can be written by group ${SOMEBODY}, whose members could make root run anything through it: .* chmod g-w`));
    expect(refusal(file, root({ sudoGid: SOMEBODY }))).toBe("");
  });

  it("what lies behind somebody's symbolic link, or is reached through one", () => {
    const { folder, file } = madeFolder();
    const link = join(folder, "node_modules/linked");
    symlinkSync(join(folder, "node_modules/acme"), link);
    expect(refusal(join(link, "tapset.json"))).toBe("");
    lchownSync(link, SOMEBODY, 0);
    expect(refusal(join(link, "tapset.json"))).toContain(`lies under ${link}, which belongs to user ${SOMEBODY}`);
    lchownSync(link, 0, 0);
    const elsewhere = madeFolder();
    symlinkSync(join(elsewhere.folder, "node_modules/acme"), join(folder, "node_modules/far"));
    chmodSync(elsewhere.folder, 0o777);
    expect(refusal(join(folder, "node_modules/far/tapset.json"))).toContain(`lies under ${elsewhere.folder}, which can be written by every user`);
    expect(refusal(file)).toBe("");
  });
});

needs("root").describe("root is allowed", () => {
  it("what is root's, in a folder like /tmp too, where others can't touch it", () => {
    const { folder, file } = madeFolder();
    chmodSync(folder, 0o1777);
    expect(refusal(file)).toBe("");
    // But a file isn't safe for such a bit.
    chmodSync(file, 0o1666);
    expect(refusal(file)).toContain("can be written by every user");
  });

  it("what belongs to who called sudo", () => {
    const { file } = madeFolder();
    chownSync(file, SOMEBODY, SOMEBODY);
    expect(refusal(file, root({ sudoUid: SOMEBODY }))).toBe("");
    expect(refusal(file, root({ sudoUid: SOMEBODY + 1 }))).toContain(`belongs to user ${SOMEBODY}`);
  });
});

describe("others", () => {
  it("are left alone: nothing runs with more than they have", () => {
    const { file } = madeFolder();
    const owner = statSync(file).uid;
    chmodSync(file, 0o666);
    expect(refusal(file, { uid: owner + 1, sudoUid: undefined, sudoGid: undefined })).toBe("");
    expect(refusal(file, { uid: undefined, sudoUid: undefined, sudoGid: undefined })).toBe("");
  });

  it("that aren't there are nobody's business here: reading them says so", () => {
    expect(refusal("/no/such/file")).toBe("");
  });
});
