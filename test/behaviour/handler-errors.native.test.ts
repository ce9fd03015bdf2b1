import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { near, script } from "./tapset-command.js";

/** Says which of the last handlers ran. */
const last = 'probe end { println("end ran") } probe error { println("error ran") }';

describe("an error in a session handler", () => {
  it("is told with its place, runs error probes and no end probes, and makes the status 1", async () => {
    const text = `global zero = 0 probe begin { println("before"); println(1 / zero); println("after") } ${last}`;
    const { status, stdout, stderr } = await script(text);
    expect(stdout).toBe("before\nerror ran\n");
    expect(stderr).toBe(`ERROR: division by 0 ${near("operator", "/", text)}\nWARNING: Number of errors: 1, skipped probes: 0\n`);
    expect(status).toBe(1);
  });

  it("is caught by try, with its message", async () => {
    const { status, stdout, stderr } = await script(
      'global zero = 0 probe begin { try { println(1 % zero) } catch (what) { println("caught: ", what) } exit() } probe end { println("end ran") }',
    );
    expect(stdout).toBe("caught: division by 0\nend ran\n");
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("from error() in a timer ends the session with its text", async () => {
    const text = `probe timer.ms(1) { error("enough of it") } ${last}`;
    const { status, stdout, stderr } = await script(text);
    expect(stdout).toBe("error ran\n");
    expect(stderr).toContain(`ERROR: enough of it ${near("identifier", "error", text)}\n`);
    expect(status).toBe(1);
  });

  it("is forgiven up to MAXERRORS", async () => {
    const { status, stdout, stderr } = await script(
      'global n = 0 probe timer.ms(1) { n++; if (n > 2) exit(); else error("once more") } probe end { println("end ran") }',
      "-DMAXERRORS=2",
    );
    expect(stdout).toBe("end ran\n");
    expect(stderr.match(/^ERROR: once more/gm)).toHaveLength(2);
    expect(stderr).toContain("WARNING: Number of errors: 2, skipped probes: 0\n");
    expect(status).toBe(0);
  });

  it("may be too many actions", async () => {
    const text = `global n probe begin { while (1) n++ } probe error { println(n > 1000) }`;
    const { status, stdout, stderr } = await script(text);
    expect(stdout).toBe("1\n");
    expect(stderr).toContain(`ERROR: MAXACTION exceeded ${near("keyword", "while", text)}\n`);
    expect(status).toBe(1);
  });

  it("may be an array without room, unless it wraps", async () => {
    const text = `global data[2] probe begin { for (i = 0; i < 3; i++) data [i] = i } probe error { foreach (k in data) println(k) }`;
    const full = await script(text);
    expect(full.stdout).toBe("0\n1\n");
    expect(full.stderr).toMatch(/^ERROR: Array overflow, check MAXMAPENTRIES near identifier 'data' at <input>:1:54$/m);
    expect(full.status).toBe(1);
    const wrapping = await script("global data%[2] probe begin { for (i = 0; i < 5; i++) data[i] = i; exit() } probe end { foreach (k+ in data) println(k) }");
    expect(wrapping).toMatchObject({ status: 0, stdout: "3\n4\n", stderr: "" });
  });
});

needs("bpf").describe("an error in a kernel handler", () => {
  const inTarget = (body: string): string => `probe syscall.getppid { if (pid() == target()) { ${body} } }`;
  // A shell asks for its parent at its start.
  const callGetppid = "sh -c 'exit 0'";

  it("is told with its place, runs error probes and no end probes, and makes the status 1", async () => {
    const text = `global zero = 0 ${inTarget('println("before"); println(1 / zero); println("after")')} ${last}`;
    const { status, stdout, stderr } = await script(text, "-c", callGetppid);
    expect(stdout).toBe("before\nerror ran\n");
    expect(stderr).toBe(`ERROR: division by 0 ${near("operator", "/", text)}\nWARNING: Number of errors: 1, skipped probes: 0\n`);
    expect(status).toBe(1);
  });

  it("is caught by try, with its message", async () => {
    const { status, stdout, stderr } = await script(
      `global zero = 0 ${inTarget('try { println(1 % zero) } catch (what) { println("caught: ", what) }')} probe end { println("end ran") }`,
      "-c",
      callGetppid,
    );
    expect(stdout).toMatch(/^(caught: division by 0\n)+end ran\n$/);
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("may be too many actions", async () => {
    const text = `global n ${inTarget("while (1) n++")} probe error { println(n) }`;
    const { status, stdout, stderr } = await script(text, "-c", callGetppid);
    expect(Number(stdout)).toBeGreaterThan(100);
    expect(stderr).toContain(`ERROR: MAXACTION exceeded ${near("keyword", "while", text)}\n`);
    expect(status).toBe(1);
  });

  it("may be an array without room, unless it wraps", async () => {
    const fill = inTarget("for (i = 0; i < 5; i++) data[i] = i");
    const text = `global data[2] ${fill} probe error { foreach (k+ in data) println(k) }`;
    const full = await script(text, "-c", callGetppid);
    expect(full.stdout).toBe("0\n1\n");
    expect(full.stderr).toContain(`ERROR: Array overflow, check MAXMAPENTRIES near identifier 'data' at <input>:1:${text.indexOf("data[i]") + 1}\n`);
    expect(full.status).toBe(1);
    const wrapping = await script(`global data%[2] ${fill} probe end { foreach (k+ in data) println(k) }`, "-c", callGetppid);
    expect(wrapping).toMatchObject({ status: 0, stdout: "3\n4\n" });
  });

  it("may be memory that can't be read: told with its address, or counted where the reader asked for a default", async () => {
    const text = `${inTarget("println(user_string(1))")} ${last}`;
    const failed = await script(text, "-c", callGetppid);
    expect(failed.stdout).toBe("error ran\n");
    expect(failed.stderr).toContain(`ERROR: user string copy fault at 0x0000000000000001 ${near("identifier", "user_string", text)}\n`);
    expect(failed.stderr).toContain("WARNING: 1 read of memory failed in probe syscall.getppid\n");
    expect(failed.status).toBe(1);
    const defaulted = await script(`${inTarget('println(user_string2(1, "unread"))')} ${last}`, "-c", callGetppid);
    expect(defaulted.stdout).toMatch(/^(unread\n)+end ran\n$/);
    expect(defaulted.status).toBe(0);
  });
});

describe("a string that doesn't fit", () => {
  const fill = 's = "0123456789"; s = s . s';

  it("is cut at MAXSTRINGLEN in session handlers", async () => {
    const { status, stdout } = await script(`global s probe begin { ${fill}; println(s); exit() }`, "-DMAXSTRINGLEN=16");
    expect(stdout).toBe("012345678901234\n");
    expect(status).toBe(0);
  });

  needs("bpf").it("is cut and counted in kernel handlers", async () => {
    const { status, stdout, stderr } = await script(
      `global s probe syscall.getppid { if (pid() == target()) { ${fill}; exit() } } probe end { println(s) }`,
      "-DMAXSTRINGLEN=16",
      "-c",
      "sh -c 'exit 0'",
    );
    expect(stdout).toBe("012345678901234\n");
    expect(stderr).toMatch(/^WARNING: \d+ strings? truncated in probe syscall\.getppid$/m);
    expect(status).toBe(0);
  });
});
