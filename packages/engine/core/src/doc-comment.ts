/** A documentation comment, taken apart. */
export interface DocComment {
  /** What it documents, as its first line says: `vm.pagefault` of `probe vm.pagefault - …`; empty without such a line. */
  readonly subject: string;
  /** The rest of the first line, and the description. Paragraphs are parted by an empty line. */
  readonly doc: string;
  /** `@name: meaning`, in order. */
  readonly values: ReadonlyMap<string, string>;
  /** `Context: …` */
  readonly context: string | undefined;
  /** `Absent: @name: reason`: values that what is documented doesn't have, though others like it do, and why. */
  readonly absent: ReadonlyMap<string, string>;
}

/** Where a line of text belongs. */
type Section = { readonly kind: "doc" | "context" | "other" } | { readonly kind: "value" | "absent"; readonly name: string };

/**
 * Reads a documentation comment as SystemTap's tapsets have them:
 *
 *     /**
 *      * probe vm.pagefault - a page fault begins
 *      * @address: the address that faulted
 *      *
 *      * Context: the process that faulted
 *      *
 *      * Absent: @write_access: the trace event doesn't tell reads from writes
 *      *
 *      * Description: text, in paragraphs
 */
export function parseDocComment(comment: string): DocComment {
  let subject = "";
  let context = "";
  const paragraphs: string[] = [];
  const values = new Map<string, string>();
  const absent = new Map<string, string>();
  let section: Section = { kind: "doc" };
  let afterGap = false;
  for (const [index, line] of commentLines(comment).entries()) {
    const title = index === 0 ? /^(?:probe|s?function|global|macro)\s+(\S+)\s+-+\s+(.*)$/.exec(line) : null;
    if (title) {
      subject = title[1]!;
      paragraphs.push(title[2]!);
      continue;
    }
    const value = /^@(\$?\w+)\s*:\s*(.*)$/.exec(line);
    const absence = /^Absent\s*:\s*@(\w+)\s*:\s*(.*)$/.exec(line);
    const heading = /^([A-Z]\w*)\s*:\s*(.*)$/.exec(line);
    let text = line;
    if (value) {
      section = { kind: "value", name: value[1]! };
      text = value[2]!;
      values.set(section.name, "");
    } else if (absence) {
      section = { kind: "absent", name: absence[1]! };
      text = absence[2]!;
      absent.set(section.name, "");
    } else if (heading) {
      section = { kind: heading[1] === "Context" ? "context" : heading[1] === "Description" ? "doc" : "other" };
      text = heading[2]!;
    } else if (line === "") {
      afterGap = true;
      continue;
    } else if (afterGap && section.kind !== "other") {
      // A paragraph without a heading after the values is description.
      if (section.kind !== "context" || context !== "") section = { kind: "doc" };
    }
    if (section.kind === "value") values.set(section.name, joined(values.get(section.name) ?? "", text));
    else if (section.kind === "absent") absent.set(section.name, joined(absent.get(section.name) ?? "", text));
    else if (section.kind === "context") context = joined(context, text);
    else if (section.kind === "doc") {
      if (afterGap || heading || paragraphs.length === 0) paragraphs.push(text);
      else paragraphs.push(joined(paragraphs.pop() ?? "", text));
    }
    afterGap = false;
  }
  const doc = paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
  return { subject, doc, values, context: context === "" ? undefined : context, absent };
}

/** The text of a comment, without its frame of stars and the empty lines around it. */
function commentLines(comment: string): string[] {
  const inner = comment.replace(/^\s*\/\*+/, "").replace(/\*+\/\s*$/, "");
  const lines = inner.split(/\r?\n/).map((line) => line.replace(/^\s*\*?\s?/, "").trim());
  while (lines[0] === "") lines.shift();
  return lines;
}

function joined(before: string, text: string): string {
  return before === "" ? text : text === "" ? before : `${before} ${text}`;
}
