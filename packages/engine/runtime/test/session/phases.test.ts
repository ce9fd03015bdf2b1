import { describe, expect, it } from "vitest";
import { runScript } from "./run-script.js";
import { add, long, longLocal, print, read, sessionModule, span, text, value } from "./script.js";

const division = { type: "long", op: "binary", operator: "div", left: long(1), right: long(0), span } as const;

describe("phases of a session", () => {
  it("prints what begin and end handlers print, in order of their sequence numbers", async () => {
    const module = sessionModule([
      { phase: "end", body: [print("bye\n")] },
      { phase: "begin", order: 2, body: [print("second\n"), { op: "exit" }, print("still here\n")] },
      { phase: "begin", order: 1, body: [print("first ", value("d", long(-5)), "\n")] },
      { phase: "begin", order: 3, body: [print("never: exit was called\n")] },
      { phase: "error", body: [print("no error\n")] },
      { phase: "never", body: [print("never\n")] },
    ]);
    const { summary, stdout, stderr } = await runScript(module);
    expect(stdout).toBe("first -5\nsecond\nstill here\nbye\n");
    expect(stderr).toBe("");
    expect(summary).toMatchObject({ reason: "exit", status: 0 });
  });

  it("waits for an interrupt when nothing calls exit", async () => {
    const { summary, stdout } = await runScript(sessionModule([{ phase: "end", body: [print("end")] }]));
    expect(summary.reason).toBe("interrupt");
    expect(stdout).toBe("end");
  });

  it("runs error handlers instead of end handlers after an error, and says where it was", async () => {
    const module = sessionModule([
      { phase: "begin", body: [print("before\n"), { op: "evaluate", value: division }, print("after\n")] },
      { phase: "begin", order: 1, body: [print("not reached\n")] },
      { phase: "end", body: [print("end\n")] },
      { phase: "error", body: [print("error\n")] },
    ]);
    const { summary, stdout, stderr } = await runScript(module);
    expect(stdout).toBe("before\nerror\n");
    expect(stderr).toBe("ERROR: division by 0 near identifier 'probe' at test.stp:1:1\nWARNING: Number of errors: 1, skipped probes: 0\n");
    expect(summary).toMatchObject({ reason: "error", status: 1 });
    expect(summary.probes[0]).toMatchObject({ entered: 1n, completed: 0n, failed: 1n });
  });

  it("goes on after as many errors as MAXERRORS allows", async () => {
    const module = sessionModule(
      [
        { phase: "begin", body: [{ op: "evaluate", value: division }] },
        { phase: "begin", body: [print("second"), { op: "exit" }] },
      ],
      [],
      { MAXERRORS: 1 },
    );
    const { summary, stdout } = await runScript(module);
    expect(stdout).toBe("second");
    expect(summary.reason).toBe("exit");
  });

  it("counts handlers whose condition is false as filtered", async () => {
    const module = sessionModule([
      { phase: "begin", condition: long(0), body: [print("no")] },
      { phase: "begin", body: [{ op: "exit" }] },
    ]);
    const { summary, stdout } = await runScript(module);
    expect(stdout).toBe("");
    expect(summary.probes[0]).toMatchObject({ entered: 1n, filtered: 1n, completed: 0n });
  });

  it("ends a handler that loops beyond MAXACTION", async () => {
    const i = longLocal(0);
    const module = sessionModule([
      { phase: "begin", locals: [i], body: [{ op: "loop", label: 1, actions: 2, body: [{ op: "set", local: i, value: add(read(i), long(1)) }] }] },
      { phase: "error", body: [print("over")] },
    ]);
    const { stdout, stderr } = await runScript(module);
    expect(stdout).toBe("over");
    expect(stderr).toContain("ERROR: MAXACTION exceeded\n");
  });

  it("ends after the time of -T", async () => {
    const { summary } = await runScript(sessionModule([]), { timeoutMs: 1, interrupts: () => () => undefined });
    expect(summary.reason).toBe("timeout");
  });

  it("catches errors, and gives their message", async () => {
    const message = { id: 0, name: "m", type: "string", bound: 127 } as const;
    const module = sessionModule([
      {
        phase: "begin",
        locals: [message],
        body: [
          { op: "try", body: [{ op: "raise", message: text("my own") }], message, handler: [print("caught ", value("s", { type: "string", op: "local", local: message, bound: 127 }))] },
          { op: "exit" },
        ],
      },
    ]);
    const { stdout, summary } = await runScript(module);
    expect(stdout).toBe("caught my own");
    expect(summary.status).toBe(0);
  });
});
