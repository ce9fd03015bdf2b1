import { describe, expect, it } from "vitest";
import { processInterrupts } from "@tapset/runtime";
import { MemorySink } from "./memory-sink.js";
import { runScript } from "./run-script.js";
import { print, sessionModule } from "./script.js";

/** Interrupts at will. */
function manual() {
  let fire = (): void => undefined;
  return {
    interrupts: (listener: () => void) => {
      fire = listener;
      return () => (fire = () => undefined);
    },
    interrupt: () => fire(),
  };
}

/** A sink whose reader has stopped reading. */
class StuckSink extends MemorySink {
  override backlogBytes = 1;
  override drained(): Promise<void> {
    return new Promise(() => undefined);
  }
}

describe("interrupts", () => {
  it("end a session once, with its end handlers", async () => {
    const { interrupts, interrupt } = manual();
    const running = runScript(sessionModule([{ phase: "end", body: [print("end")] }]), { interrupts });
    setTimeout(interrupt, 1);
    expect((await running).stdout).toBe("end");
  });

  it("a second one doesn't wait for a reader that has stopped", async () => {
    const { interrupts, interrupt } = manual();
    const stdout = new StuckSink();
    const running = runScript(sessionModule([{ phase: "end", body: [print("end")] }]), { interrupts, stdout });
    setTimeout(interrupt, 1);
    let isOver = false;
    void running.then(() => (isOver = true));
    await expect.poll(() => stdout.text).toBe("end");
    expect(isOver).toBe(false);
    interrupt();
    expect((await running).summary.reason).toBe("interrupt");
  });

  it("that end the command too are one, whoever hears of it first", async () => {
    const { interrupts, interrupt } = manual();
    const stdout = new StuckSink();
    const end = { phase: "end", body: [print("end")] } as const;
    const running = runScript(sessionModule([end]), { interrupts, stdout, command: "kill -INT $$" });
    await expect.poll(() => stdout.text).toBe("end");
    interrupt();
    let isOver = false;
    void running.then(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isOver).toBe(false);
    interrupt();
    const { summary, stderr } = await running;
    expect(summary).toMatchObject({ reason: "interrupt", status: 0 });
    expect(stderr).toBe("");
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("come as %s, and leave no listener behind", async (signal) => {
    const before = process.listenerCount(signal);
    const running = runScript(sessionModule([]), { interrupts: processInterrupts });
    setTimeout(() => process.kill(process.pid, signal), 1);
    expect((await running).summary.reason).toBe("interrupt");
    expect(process.listenerCount(signal)).toBe(before);
  });
});

describe("output that nobody reads", () => {
  it("ends the session quietly when the reader goes away", async () => {
    class ClosingSink extends MemorySink {
      #listener = (): void => undefined;
      override onClosed(listener?: () => void): void {
        this.#listener = listener ?? this.#listener;
      }
      override write(bytes: Uint8Array): void {
        super.write(bytes);
        this.isClosed = true;
        this.#listener();
      }
    }
    const module = sessionModule([{ phase: "begin", body: [print("x")] }, { phase: "begin", body: [print("not begun")] }]);
    const { summary, stderr } = await runScript(module, { stdout: new ClosingSink(), interrupts: () => () => undefined });
    expect(summary).toMatchObject({ reason: "output", status: 0 });
    expect(stderr).toBe("");
  });
});
