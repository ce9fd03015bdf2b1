import { type FunctionDecl, walk } from "@tapset/language";

/** Whether a function can pass the call on to the next overload. */
export function goesOn({ body }: FunctionDecl): boolean {
  let found = body.kind === "EmbeddedC";
  walk(body, ({ kind }) => {
    if (kind === "Next") found = true;
  });
  return found;
}
