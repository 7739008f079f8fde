/** The text of a custom tool's call, out of the arguments of the function it became (`{"input": "<text>"}`). */
import { recordOf } from "../../base/json-shape.ts";

/** @param args  as the model wrote them; a model may also write the bare text */
export function freeformInput(args: string): string {
  try {
    const input = recordOf(JSON.parse(args))?.["input"];
    return typeof input === "string" ? input : args;
  } catch {
    return args;
  }
}
