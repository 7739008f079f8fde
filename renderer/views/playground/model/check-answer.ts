/** Whether an answer is JSON of the shape that was asked for. */
import { z } from "zod";
import { parseObject } from "./request-body.ts";

export type SchemaVerdict =
  | { readonly kind: "none" }
  | { readonly kind: "fits" }
  | { readonly kind: "unreadable_schema" | "not_json" | "differs"; readonly detail: string };

const shownProblems = 3;

/** @param schema  JSON Schema as typed; empty = nothing to check */
export function checkAnswer(schema: string, answer: string): SchemaVerdict {
  if (schema.trim() === "") return { kind: "none" };
  const parsed = parseObject(schema);
  if (typeof parsed === "string") return { kind: "unreadable_schema", detail: parsed };
  const value = parseJson(answer);
  if (value instanceof Error) return { kind: "not_json", detail: value.message };
  let shape: z.ZodType;
  try {
    shape = z.fromJSONSchema(parsed);
  } catch (failure) {
    return { kind: "unreadable_schema", detail: failure instanceof Error ? failure.message : String(failure) };
  }
  const result = shape.safeParse(value);
  if (result.success) return { kind: "fits" };
  const said = result.error.issues
    .slice(0, shownProblems)
    .map(({ path, message }) => `${path.join(".") || "$"}: ${message}`);
  return { kind: "differs", detail: said.join("; ") };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (failure) {
    return failure instanceof Error ? failure : new Error("not JSON");
  }
}
