/** The text within React nodes, without any element. */
import { Children, isValidElement, type ReactNode } from "react";

export function plainTextOf(node: ReactNode): string {
  if (typeof node === "string") return node;
  if (typeof node === "number" || typeof node === "bigint") return String(node);
  if (isValidElement<{ children?: ReactNode }>(node)) return plainTextOf(node.props.children);
  if (Array.isArray(node)) return Children.toArray(node).map(plainTextOf).join("");
  return "";
}
