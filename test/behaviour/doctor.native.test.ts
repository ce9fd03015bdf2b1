import { mkdtempSync, rmSync } from "node:fs";
import { release, tmpdir } from "node:os";
import { join } from "node:path";
import { doctorReportProblems } from "@tapset/core";
import { expect, it, onTestFinished } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { tapset, type Run } from "./tapset-command.js";

const asUser = { through: ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] };

interface Report {
  readonly status: number;
  readonly kernel: { readonly release: string };
  readonly privilege: { readonly uid: number; readonly canTrace: boolean };
  readonly tapsets: readonly { readonly name: string; readonly verdict: string }[];
  readonly features: readonly { readonly name: string; readonly verdict: string; readonly reason: string; readonly wayOut?: string }[];
}

function reportOf({ stdout, status, stderr }: Run): Report {
  const report = JSON.parse(stdout) as Report;
  expect(stderr).toBe("");
  expect(doctorReportProblems(report)).toEqual([]);
  expect(report.status).toBe(status);
  return report;
}

const verdicts = ({ features }: Report): ReadonlyMap<string, string> => new Map(features.map(({ name, verdict }) => [name, verdict]));

it("tapset doctor takes names it knows, and no others", async () => {
  expect(await tapset(["doctor", "kprob"])).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("did you mean 'kprobe'") as string });
  expect(await tapset(["doctor", "--nonsense"])).toMatchObject({ status: 2, stdout: "" });
  expect(await tapset(["doctor", "--color=sometimes"])).toMatchObject({ status: 2, stdout: "" });
  expect((await tapset(["doctor", "kernel-types", "--json"])).stdout).toContain('"name": "kernel-types"');
});

it("tapset doctor without tapsets says what to install, and examines the kernel all the same", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tapset-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // The command finds its neighbours where it is installed, so what fails is a package.json that isn't one.
  const { stdout, status } = await tapset(["doctor"], { through: ["sh", "-c", 'cd "$0" && echo "{" > package.json && exec "$@"', folder] });
  expect(status).not.toBe(0);
  expect(stdout).toContain("package.json is not JSON");
  expect(stdout).toContain(`Linux ${release()}`);
});

needs("bpf", "kernel-types").it("tapset doctor says of a machine that traces what of it works", async () => {
  const report = reportOf(await tapset(["doctor", "--json"]));
  expect(report).toMatchObject({ kernel: { release: release() }, privilege: { canTrace: true } });
  expect(report.features.filter(({ verdict }) => verdict === "unknown")).toEqual([]);
  for (const { name, verdict, reason } of report.features) expect([name, reason === ""]).toEqual([name, verdict === "yes"]);
  const verdictOf = new Map(report.tapsets.map(({ name, verdict }) => [name, verdict]));
  for (const name of ["@tapset/lifecycle", "@tapset/timer", "@tapset/syscall"]) expect([name, verdictOf.get(name)]).toEqual([name, "yes"]);
  // Tracepoints are there; functions are on kernels that let programs be attached to them.
  const reaches = report.features.filter(({ name }) => ["fentry", "fexit", "kprobe", "kretprobe"].includes(name));
  expect(reaches).toHaveLength(4);
  expect(verdictOf.get("@tapset/kernel")).toBe(reaches.every(({ verdict }) => verdict === "yes") ? "yes" : "partly");
  // A locked kernel keeps its memory from functions.
  expect(report.status).toBe([...verdictOf.values()].every((verdict) => verdict === "yes") ? 0 : 1);
});

needs("bpf", "root", "kernel-types").it("tapset doctor tells an ordinary user what can be told, truly, and what to do", async () => {
  const root = reportOf(await tapset(["doctor", "--json"]));
  const user = reportOf(await tapset(["doctor", "--json"], asUser));
  expect(user).toMatchObject({ status: 3, privilege: { uid: 65534, canTrace: false } });
  const known = verdicts(root);
  // Mounting is the one thing in which users differ from root by rights.
  for (const { name, verdict, wayOut } of user.features.filter(({ name }) => name !== "fuse")) {
    if (verdict === "unknown") expect([name, wayOut]).toEqual([name, expect.stringMatching(/^run as root/) as string]);
    else expect([name, verdict]).toEqual([name, known.get(name)]);
  }
  expect(verdicts(user).get("tp-btf")).toBe("unknown");
  expect(user.tapsets.find(({ name }) => name === "@tapset/lifecycle")?.verdict).toBe("yes");
  const { stdout, status } = await tapset(["doctor"], asUser);
  expect(status).toBe(3);
  expect(stdout).toContain("this user may not trace the kernel: run as root, or with CAP_BPF and CAP_PERFMON");
});
