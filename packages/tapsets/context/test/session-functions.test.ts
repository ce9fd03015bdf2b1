import type { Stmt } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { builderFor, lowerEffect, pointText } from "./workbench.js";

const builder = builderFor("kernel");

/** The text a print statement writes. */
function printed([statement, ...others]: readonly Stmt[]): string {
  if (statement?.op !== "print" || others.length > 0) throw new Error("no single print");
  return statement.segments
    .map((segment) => {
      if (segment.kind === "text") return segment.text;
      if (segment.kind === "value" && segment.value.op === "text") return segment.value.text;
      if (segment.kind === "value" && segment.value.op === "format") return segment.value.segments.map((inner) => (inner.kind === "text" ? inner.text : "%")).join("");
      return "?";
    })
    .join("");
}

describe("exit", () => {
  it("asks for the end and lets the handler go on", () => {
    expect(lowerEffect(builder, "exit")).toEqual([{ op: "exit" }]);
  });
});

describe("error", () => {
  it("raises the message", () => {
    expect(lowerEffect(builder, "error", pointText("no luck"))).toEqual([{ op: "raise", message: pointText("no luck") }]);
  });
});

describe("log", () => {
  it("prints one line to the output, however the message ends", () => {
    expect(lowerEffect(builder, "log", pointText("hello"))[0]).toMatchObject({ op: "print", stream: "output" });
    expect(printed(lowerEffect(builder, "log", pointText("hello")))).toBe("hello\n");
    expect(printed(lowerEffect(builder, "log", pointText("hello\n")))).toBe("hello\n");
    expect(printed(lowerEffect(builder, "log", pointText("two\n\n")))).toBe("two\n\n");
    expect(printed(lowerEffect(builder, "log", builder.format(builder.value("d", builder.constant(1)), " apples\n")))).toBe("% apples\n");
  });
});

describe("warn", () => {
  it("prints a warning, whose line is ended where it's shown", () => {
    expect(lowerEffect(builder, "warn", pointText("careful"))[0]).toMatchObject({ op: "print", stream: "warning" });
    expect(printed(lowerEffect(builder, "warn", pointText("careful\n")))).toBe("careful");
    expect(printed(lowerEffect(builder, "warn", pointText("careful")))).toBe("careful");
  });
});
