/** /api/chat's tools: functions as everywhere, anything else is kept as Ollama's own. */
import { isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import type { FunctionTool, Tool } from "../../contract/conversation.ts";
import { isAbsent, wrong } from "../shared/ollama-request.ts";

/** @throws GatewayError `invalid_request` */
export function readTools(tools: unknown): readonly Tool[] {
  if (isAbsent(tools)) return [];
  if (!Array.isArray(tools)) throw wrong("tools", "must be a list");
  return tools.map((tool: unknown, index) => {
    if (!isRecord(tool)) throw wrong(`tools[${index}]`, "must be an object");
    return functionOf(tool) ?? { kind: "native", family: "ollama", value: tool };
  });
}

function functionOf(tool: Readonly<Record<string, unknown>>): FunctionTool | null {
  const called = recordOf(tool["function"]);
  const name = textOf(called?.["name"]);
  if (called === null || name === null) return null;
  const description = textOf(called["description"]);
  const parameters = recordOf(called["parameters"]);
  return {
    kind: "function",
    name,
    ...(description === null ? {} : { description }),
    ...(parameters === null ? {} : { parameters }),
  };
}
