/** A short figure with its word; nothing when the body does not say it. */
import type { FactName, Part } from "./conversation.ts";
import { asText } from "./loose-json.ts";

export function factPart(name: FactName, value: unknown): Part[] {
  return value === undefined || value === null || value === "" ? [] : [{ kind: "fact", name, value: asText(value) }];
}
