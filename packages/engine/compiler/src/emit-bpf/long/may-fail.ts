import { isExpression, type Node } from "../code/ir-nodes.js";

/** Whether evaluating this node itself, not those under it, can fail its handler. Statements count as failing. */
export function mayFail(node: Node): boolean {
  if (!isExpression(node)) return true;
  switch (node.op) {
    case "binary":
      return isDivision(node.operator) && !(node.right.op === "const" && node.right.value !== 0n);
    case "update":
      return isDivision(node.update.operator) || node.update.place.keys.length > 0;
    case "load":
      return node.access !== "typed" && node.onFault === "fail";
    case "load-string":
      return node.fallback === undefined;
    case "extract":
    case "helper":
    case "host":
      return true;
    default:
      return false;
  }
}

function isDivision(operator: string): boolean {
  return operator === "div" || operator === "mod";
}
