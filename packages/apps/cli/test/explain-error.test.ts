import { ConfigurationError } from "@tapset/core";
import { AttachError, SessionError } from "@tapset/runtime";
import { SyscallError, UnsupportedError } from "@tapset/sys";
import { describe, expect, it } from "vitest";
import { CommandError } from "../src/exit-status.js";
import { explainError } from "../src/explain-error.js";

const EPERM = 1;
const EINVAL = 22;
const denied = new SyscallError("bpf(BPF_MAP_CREATE)", EPERM, "create map n", "run as root");
const spec = { kind: "tp-btf", tracepoint: "sys_enter" };
const user = (): boolean => false;
const root = (): boolean => true;

describe("an error", () => {
  it.each([
    ["of the command line keeps its status", new CommandError(2, "unknown option -z"), 2, "unknown option -z"],
    ["of the configuration is the script's status", new ConfigurationError("two owners"), 1, "two owners"],
    ["that names what the kernel lacks", new UnsupportedError("uprobes", "not built in"), 3, "uprobes: not built in"],
    ["that keeps a session from starting", new SessionError("run command: x: command not found"), 1, "run command: x: command not found"],
    ["of a call the kernel can't carry out", new SyscallError("bpf(X)", EINVAL, "load"), 1, "load: bpf(X): invalid argument (EINVAL)"],
  ])("%s", (_, error, status, message) => {
    expect(explainError(error, root)).toMatchObject({ status, message });
  });

  it("for want of privilege is one sentence with the way out; the call is for -v", () => {
    const message = "tracing the kernel takes privilege that this user lacks: run as root (with sudo, say), or with CAP_BPF and CAP_PERFMON";
    expect(explainError(denied, user)).toEqual({ status: 3, message, hints: [], details: denied.message });
    expect(explainError(new AttachError("p", spec, denied), user)).toMatchObject({ status: 3, message });
  });

  it("that root is refused names the call", () => {
    expect(explainError(denied, root)).toMatchObject({ status: 3, message: denied.message });
    expect(explainError(new AttachError("p", spec, denied), root).message).toBe(`attach p: ${denied.message}`);
  });

  it("of attaching has its cause's status", () => {
    const lacking = new UnsupportedError("uprobes", "not built in", { alternative: "use a tracepoint" });
    expect(explainError(new AttachError("p", spec, lacking), root)).toMatchObject({ status: 3, hints: ["use a tracepoint"] });
  });

  it("nobody foresaw is a bug, its stack for -v", () => {
    const error = new TypeError("x is undefined");
    expect(explainError(error, root)).toMatchObject({ status: 1, message: "bug: x is undefined", details: error.stack });
    expect(explainError(new Error("bug: twice"), root).message).toBe("bug: twice");
    expect(explainError("text", root).message).toBe("bug: text");
  });
});
