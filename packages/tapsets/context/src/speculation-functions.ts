import type { Intrinsic, LongExpr, Parameter } from "@tapset/core";

const id: Parameter = { name: "id", type: "long" };

/** Output that is held until the script knows whether it wants it. */
export const speculationFunctions: readonly Intrinsic[] = [
  {
    name: "speculate",
    parameters: [id, { name: "output", type: "string" }],
    returns: "void",
    doc: "holds a text for id, which speculation() gave, until commit or discard; what is undecided when the session ends is not printed",
    purity: "effect",
    lower: (builder, given, text) => [builder.hold(given as LongExpr, builder.value("s", text))],
  },
  {
    name: "commit",
    parameters: [id],
    returns: "void",
    doc: "prints the texts held for id, in the order they came",
    purity: "effect",
    lower: (builder, given) => [builder.decide(given as LongExpr, true)],
  },
  {
    name: "discard",
    parameters: [id],
    returns: "void",
    doc: "throws the texts held for id away",
    purity: "effect",
    lower: (builder, given) => [builder.decide(given as LongExpr, false)],
  },
];
