import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { needs } from "@tapset/testkit/needs";
import { expect, it, onTestFinished } from "vitest";
import { startTapset, tapset } from "./tapset-command.js";

const traced = needs("tp-btf", "ring-buffer", "read-user");
const calls = 'probe syscall.* { if (pid() == target()) printf("%s %s %s\\n", execname(), name, argstr) }';
const switches = 'probe kernel.trace("sched:sched_switch") { if (pid() == target()) println(execname()) } probe kernel.trace("sys_exit") { if (pid() == target()) println(execname(), " exit") }';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "traced-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

traced.describe("the command of -c", () => {
  it("is seen from its execve on, and its launcher not at all", async () => {
    const { stdout } = await tapset(["-e", calls, "-c", "true"]);
    const [first = "", ...others] = stdout.trim().split("\n");
    expect(first).toMatch(/^sh execve "\/[^"]*\/true", \["true"\], 0x/);
    expect(others.filter((line) => !line.startsWith("true "))).toEqual([]);
    expect(others.at(-1)).toMatch(/^true exit_group /);
  });

  it("is the shell where it takes one", async () => {
    const { stdout } = await tapset(["-e", calls, "-c", ": && exit 0"]);
    expect(stdout.split("\n")[0]).toMatch(/^sh execve "\/bin\/sh", \["\/bin\/sh", "-c", ": && exit 0"\], 0x/);
    expect(stdout.match(/ execve /g)).toHaveLength(1);
  });

  it("is all that other probes see of the process, too", async () => {
    const { stdout } = await tapset(["-e", switches, "-c", "/bin/true"]);
    // While it's in execve the process has the shell's name yet, and may lose its processor; no call of the shell's ends there.
    const own = ["true", "true exit", "sh"];
    expect(new Set(stdout.trim().split("\n").filter((line) => !own.includes(line)))).toEqual(new Set());
    expect(stdout).toContain("true exit\n");
  });

  it("is seen also where the shell comes to it in a way of its own", async () => {
    // A folder can be entered, as a program can be run: only the shell's second try begins the command.
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "first", "odd"), { recursive: true });
    mkdirSync(path.join(folder, "second"));
    writeFileSync(path.join(folder, "second", "odd"), "#!/usr/bin/env -S sleep 0.5 #\n");
    chmodSync(path.join(folder, "second", "odd"), 0o755);
    const search = `PATH=${folder}/first:${folder}/second:${process.env["PATH"] ?? ""}`;
    const { stdout } = await tapset(["-e", calls, "-c", "odd"], { through: ["env", search] });
    expect(stdout).toContain(" exit_group ");
  });

  it("leaves nothing to see when begin has called exit()", async () => {
    expect((await tapset(["-e", `probe begin { exit() } ${calls}`, "-c", "true"])).stdout).toBe("");
  });
});

traced.describe("in a namespace of process ids", () => {
  const inNamespace = { through: ["unshare", "--pid", "--fork", "--mount-proc"] };

  it("target() is the command as probes see it", async () => {
    const script = `probe begin { printf("%d\\n", target()) } ${calls}`;
    const [target, ...lines] = (await tapset(["-e", script, "-c", "true"], inNamespace)).stdout.trim().split("\n");
    expect(Number(target)).toBeGreaterThan(10);
    expect(lines[0]).toMatch(/^sh execve /);
    expect(lines.at(-1)).toMatch(/^true exit_group /);
  });

  it("target() is the process of -x as probes see it, and no process where there is none", async () => {
    // The namespace's first process is the command itself.
    const { stdout } = await tapset(["-e", 'probe begin { println(target() == pid()) } probe kernel.trace("sched:sched_switch") { exit() }', "-x", "1"], inNamespace);
    expect(stdout).toBe("1\n");
    const none = await tapset(["-e", 'probe begin { println(target()) } probe kernel.trace("sched:sched_switch") { exit() }', "-x", "12345"], inNamespace);
    expect(none.stdout).toBe("-1\n");
  });
});

traced.it("ids are told as they are in the namespaces of --target-namespaces, and -m names the session", async () => {
  const script = 'probe begin { printf("%d %s\\n", ns_uid(), module_name()) exit() }';
  const sleeper = spawn("unshare", ["--map-user=7", "sleep", "60"], { stdio: "ignore" });
  onTestFinished(() => void sleeper.kill("SIGKILL"));
  await new Promise((resolve) => sleeper.once("spawn", resolve));
  await expect.poll(async () => (await tapset(["-e", script, "--target-namespaces", String(sleeper.pid), "-m", "mine"])).stdout).toBe("7 mine\n");
  const { ended } = startTapset(["-e", script, "--target-namespaces", "4194000"]);
  expect(await ended).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("--target-namespaces 4194000: there is no such process") });
});
