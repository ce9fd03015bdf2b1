import type { Alias, Builder, Intrinsic, LongExpr, RegistryView } from "@tapset/core";
import { type AliasDecl, type Block, type Expression, type FunctionDecl, type Item, type Node, print, type ProbeDecl, rewrite, type Script, type Span, type Statement } from "@tapset/language";
import type { Rewriting } from "../prepare-case.js";
import type { Stage } from "../rehearsal/stage.js";
import type { HandlerCoverage } from "./handler-coverage.js";

/** A name that scripts can't write, since it's no word. */
const FUNCTION = "reached!";

/** A statement, and what it is in. */
interface MarkedStatement {
  readonly owner: string;
  readonly file: string;
  readonly ownerLine: number;
  readonly line: number;
  readonly column: number;
}

/**
 * Which statements of scripts are reached, over any number of runs. In front of each statement a script gets a call that
 * tells the stage.
 */
export class ScriptMarks {
  readonly #owners = new Set<string>();
  /** By where the statement stands: the same in each run. */
  readonly #statements = new Map<string, MarkedStatement>();
  readonly #reached = new Set<string>();

  /** Takes in a tapset package's scripts too, as far as cases use them. */
  include(owner: string): void {
    this.#owners.add(owner);
  }

  /**
   * Marks one run's script; `collect` takes in what its stage says afterwards. `isFile`: the script is one that cases try, not
   * one that a case brings to try something else.
   */
  rewriting(isFile: boolean): { readonly rewrite: Rewriting; readonly collect: (stage: Stage) => void } {
    const marks: string[] = [];
    const marker = new Marker((key, statement) => {
      this.#statements.set(key, statement);
      return marks.push(key) - 1;
    });
    return {
      rewrite: (script, view, stage) => ({ script: isFile ? marker.script(script) : script, view: this.#view(view, marker, stage) }),
      collect: (stage) => {
        for (const mark of stage.reached) {
          const key = marks[mark];
          if (key !== undefined) this.#reached.add(key);
        }
      },
    };
  }

  /** What was reached, by handler and function in the order they stand. */
  get coverage(): readonly HandlerCoverage[] {
    const handlers = new Map<string, { readonly first: MarkedStatement; readonly keys: string[] }>();
    for (const [key, statement] of this.#statements) {
      const { file, ownerLine, owner } = statement;
      const id = JSON.stringify([file, ownerLine, owner]);
      const handler = handlers.get(id) ?? { first: statement, keys: [] };
      handlers.set(id, handler);
      handler.keys.push(key);
    }
    const all = [...handlers.values()].map(({ first, keys }): HandlerCoverage => {
      const missed = keys.filter((key) => !this.#reached.has(key)).map((key) => this.#statements.get(key)!.line);
      return { file: first.file, name: first.owner, line: first.ownerLine, statements: keys.length, reached: keys.length - missed.length, missed: [...new Set(missed)].sort((a, b) => a - b) };
    });
    return all.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  }

  #view(view: RegistryView, marker: Marker, stage: Stage): RegistryView {
    const isOwned = (owner: string | undefined): boolean => owner !== undefined && this.#owners.has(owner);
    const files = new Map(view.files.map((file) => [file, isOwned(file.owner) ? { ...file, script: marker.script(file.script) } : file]));
    const intrinsic: Intrinsic = {
      name: FUNCTION,
      parameters: [{ name: "mark", type: "long" }],
      returns: "void",
      doc: "notes that a statement is reached",
      purity: "effect",
      lower: (builder: Builder, mark) => [stage.mark(builder, constantOf(mark as LongExpr))],
    };
    return {
      ...view,
      files: [...files.values()],
      aliases: view.aliases.map((alias): Alias => ({ ...alias, declaration: isOwned(alias.file.owner) ? marker.alias(alias.declaration) : alias.declaration, file: files.get(alias.file) ?? alias.file })),
      functions: (name) => view.functions(name).map((each) => ({ ...each, declaration: isOwned(each.file.owner) ? marker.function(each.declaration) : each.declaration, file: files.get(each.file) ?? each.file })),
      intrinsics: (name) => (name === FUNCTION ? [intrinsic] : view.intrinsics(name)),
    };
  }
}

function constantOf(mark: LongExpr): bigint {
  if (mark.op !== "const") throw new Error("bug: a mark is no constant");
  return mark.value;
}

/** Puts marks into trees; each declaration once, however often it's asked for. */
class Marker {
  readonly #number: (key: string, statement: MarkedStatement) => number;
  readonly #made = new Map<Node, Node>();

  constructor(number: (key: string, statement: MarkedStatement) => number) {
    this.#number = number;
  }

  script(script: Script): Script {
    return this.#once(script, () => ({ ...script, items: script.items.map((item) => this.#item(item)) }));
  }

  alias(alias: AliasDecl): AliasDecl {
    const owner = `probe ${alias.names.map((name) => print(name)).join(" = ")}`;
    const mark = (block: Block | undefined): Block | undefined => block && this.#body(block, owner, alias.span);
    return this.#once(alias, () => ({ ...alias, prologue: mark(alias.prologue), epilogue: mark(alias.epilogue) }));
  }

  function(declaration: FunctionDecl): FunctionDecl {
    const { body, name, span } = declaration;
    if (body.kind !== "Block") return declaration;
    return this.#once(declaration, () => ({ ...declaration, body: this.#body(body, `function ${name}`, span) }));
  }

  #item(item: Item): Item {
    if (item.kind === "ProbeDecl") return this.#probe(item);
    if (item.kind === "AliasDecl") return this.alias(item);
    return item.kind === "FunctionDecl" ? this.function(item) : item;
  }

  #probe(probe: ProbeDecl): ProbeDecl {
    return this.#once(probe, () => ({ ...probe, body: this.#body(probe.body, `probe ${probe.points.map((point) => print(point)).join(", ")}`, probe.span) }));
  }

  #once<N extends Node>(node: N, make: () => N): N {
    const made = (this.#made.get(node) as N | undefined) ?? make();
    this.#made.set(node, made);
    return made;
  }

  #body(block: Block, owner: string, span: Span): Block {
    const { line: ownerLine } = span.source.position(span.start);
    const marked = (statement: Statement): Statement[] => (isMarked(statement) ? [this.#mark(statement, owner, ownerLine), statement] : [statement]);
    const inBlock = (statement: Statement): Statement =>
      statement.kind === "Block" || !isMarked(statement) ? statement : { kind: "Block", span: statement.span, statements: marked(statement) };
    return rewrite(block, (node) => {
      switch (node.kind) {
        case "Block":
          return { ...node, statements: node.statements.flatMap(marked) };
        case "If":
          return { ...node, then: inBlock(node.then), otherwise: node.otherwise && inBlock(node.otherwise) };
        case "While":
        case "For":
        case "Foreach":
          return { ...node, body: inBlock(node.body) };
        default:
          return node;
      }
    }) as Block;
  }

  #mark({ span }: Statement, owner: string, ownerLine: number): Statement {
    const { line, column } = span.source.position(span.start);
    const statement: MarkedStatement = { owner, file: span.source.name, ownerLine, line, column };
    const number = this.#number(JSON.stringify([statement.file, ownerLine, owner, line, column]), statement);
    const args: Expression[] = [{ kind: "NumberLiteral", span, value: BigInt(number) }];
    return { kind: "ExpressionStatement", span, expression: { kind: "Call", span, name: FUNCTION, args } };
  }
}

/** Blocks are what their statements are. */
function isMarked({ kind }: Statement): boolean {
  return kind !== "Block" && kind !== "Empty";
}
