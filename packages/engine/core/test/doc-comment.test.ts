import { describe, expect, it } from "vitest";
import { parseDocComment } from "../src/index.js";

describe("parseDocComment", () => {
  it("reads SystemTap's layout", () => {
    const comment = `/**
      * probe vm.pagefault - Records that a page fault occurred
      *
      * @name: name of the probe point
      * @address: The address of the faulting memory access; i.e. the address that
      * caused the page fault
      *
      * Context: The process which triggered
      * the fault
      *
      * Description: First paragraph,
      * two lines.
      *
      * Second paragraph.
      */`;
    const { subject, doc, values, context } = parseDocComment(comment);
    expect(subject).toBe("vm.pagefault");
    expect(doc).toBe("Records that a page fault occurred\n\nFirst paragraph, two lines.\n\nSecond paragraph.");
    expect([...values]).toEqual([
      ["name", "name of the probe point"],
      ["address", "The address of the faulting memory access; i.e. the address that caused the page fault"],
    ]);
    expect(context).toBe("The process which triggered the fault");
  });

  it("reads which values are absent, a line each, which may go on", () => {
    const { doc, values, absent } = parseDocComment(`/**
      * probe __vm.pagefault.event - a page fault
      * Absent: @write_access: the trace event doesn't tell
      * reads from writes
      * Absent: @size: nor that
      * @address: where
      *
      * Absent: what isn't a value is no absence
      */`);
    expect([...absent]).toEqual([
      ["write_access", "the trace event doesn't tell reads from writes"],
      ["size", "nor that"],
    ]);
    expect([...values]).toEqual([["address", "where"]]);
    expect(doc).toBe("a page fault");
  });

  it("reads functions, and context on the lines after its heading", () => {
    const { subject, doc, context } = parseDocComment("/**\n * sfunction pid - the process\n * Context:\n *  Any.\n */");
    expect([subject, doc, context]).toEqual(["pid", "the process", "Any."]);
  });

  it("takes text behind the values for description, and leaves unknown sections out", () => {
    const { doc, values } = parseDocComment("/** function f - short\n @x: a number\n\n More of it.\n\n Note: whatever\n\n and more */");
    expect(doc).toBe("short\n\nMore of it.");
    expect([...values]).toEqual([["x", "a number"]]);
  });

  it("takes a plain comment for documentation", () => {
    expect(parseDocComment("/** Ticks so far. */")).toMatchObject({ subject: "", doc: "Ticks so far.", context: undefined });
    expect(parseDocComment("")).toMatchObject({ subject: "", doc: "" });
  });
});
