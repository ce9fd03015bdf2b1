import { chownSync, statSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { requireTrustedOwner } from "../src/trust.js";
import { temporaryFolder, writeFiles } from "./made-up-project.js";

const SOMEBODY = 54_321;

/** A file that isn't root's, and its owner. */
function foreignFile(): { readonly path: string; readonly owner: number } {
  const path = join(writeFiles(temporaryFolder(), { "package.json": {} }), "package.json");
  if (process.geteuid?.() === 0) chownSync(path, SOMEBODY, SOMEBODY);
  return { path, owner: statSync(path).uid };
}

describe("requireTrustedOwner", () => {
  it("refuses root what belongs to somebody else", () => {
    const { path, owner } = foreignFile();
    expect(() => requireTrustedOwner(path, { uid: 0, sudoUid: undefined })).toThrow(ConfigurationError);
    expect(() => requireTrustedOwner(path, { uid: 0, sudoUid: owner + 1 })).toThrow(`${path} belongs to user ${owner}`);
  });

  it("allows root what belongs to who called sudo", () => {
    const { path, owner } = foreignFile();
    expect(() => requireTrustedOwner(path, { uid: 0, sudoUid: owner })).not.toThrow();
  });

  it("allows root what is root's", () => {
    expect(() => requireTrustedOwner("/", { uid: 0, sudoUid: undefined })).not.toThrow();
  });

  it("leaves others alone: nothing runs with more than they have", () => {
    const { path, owner } = foreignFile();
    expect(() => requireTrustedOwner(path, { uid: owner + 1, sudoUid: undefined })).not.toThrow();
    expect(() => requireTrustedOwner(path, { uid: undefined, sudoUid: undefined })).not.toThrow();
  });
});
