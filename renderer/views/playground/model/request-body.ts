/**
 * One column of a session as the body of a chat request, OpenAI's dialect: the gateway translates from there.
 *
 * What the user typed as JSON may be wrong: then no request is made and the reason stands at its field.
 */
import type {
  Attachment,
  PlaygroundColumn,
  PlaygroundMessage,
  PlaygroundParams,
  PlaygroundSession,
  PlaygroundTool,
} from "../../../../gateway/contract/playground.ts";

export type BodyProblem = "overrides" | "tools" | "schema";
export type BodyResult =
  | { readonly body: Readonly<Record<string, unknown>> }
  | { readonly problem: BodyProblem; readonly detail: string };

type Settings = Pick<PlaygroundSession, "system" | "params" | "tools" | "schema">;

export function requestBody(settings: Settings, column: PlaygroundColumn): BodyResult {
  const overrides = parseObject(column.overrides);
  if (typeof overrides === "string") return { problem: "overrides", detail: overrides };
  const tools: unknown[] = [];
  for (const tool of settings.tools) {
    const parameters = parseObject(tool.parameters);
    if (typeof parameters === "string") return { problem: "tools", detail: `${tool.name}: ${parameters}` };
    tools.push(toolOf(tool, parameters));
  }
  const schema = parseObject(settings.schema);
  if (typeof schema === "string") return { problem: "schema", detail: schema };
  const system = settings.system.trim() === "" ? [] : [{ role: "system", content: settings.system }];
  return {
    body: {
      model: column.alias,
      messages: [...system, ...column.messages.flatMap(messageOf)],
      ...paramsOf(settings.params),
      ...(tools.length === 0 ? {} : { tools }),
      ...(settings.schema.trim() === ""
        ? {}
        : { response_format: { type: "json_schema", json_schema: { name: "answer", schema } } }),
      ...overrides,
      stream: true,
      stream_options: { include_usage: true },
    },
  };
}

/** @returns the object, empty for an empty text; or why it is none */
export function parseObject(text: string): Record<string, unknown> | string {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>; // an object, just checked
    return "not a JSON object";
  } catch (failure) {
    return failure instanceof Error ? failure.message : "not JSON";
  }
}

function toolOf({ name, description }: PlaygroundTool, parameters: Record<string, unknown>): unknown {
  const shape = Object.keys(parameters).length === 0 ? { type: "object", properties: {} } : parameters;
  return { type: "function", function: { name, ...(description === "" ? {} : { description }), parameters: shape } };
}

/** What is not set is not sent: each provider has its own defaults. */
function paramsOf({ stop, ...params }: PlaygroundParams): Record<string, unknown> {
  const set = Object.entries(params).filter(([, value]) => value !== null && value !== "");
  return { ...Object.fromEntries(set), ...(stop.length === 0 ? {} : { stop }) };
}

/** An answer that failed before it said anything is no part of the conversation. */
function messageOf(message: PlaygroundMessage): unknown[] {
  if (message.role === "tool") return [{ role: "tool", tool_call_id: message.toolCallId, content: message.text }];
  if (message.role === "user") return [{ role: "user", content: contentOf(message.text, message.attachments) }];
  const { text, toolCalls } = message;
  if (text === "" && toolCalls.length === 0) return [];
  return [
    {
      role: "assistant",
      content: text === "" ? null : text,
      ...(toolCalls.length === 0
        ? {}
        : {
            tool_calls: toolCalls.map((call) => ({
              id: call.id,
              type: "function",
              function: { name: call.name, arguments: call.arguments },
            })),
          }),
    },
  ];
}

function contentOf(text: string, attachments: readonly Attachment[]): unknown {
  if (attachments.length === 0) return text;
  const parts = attachments.map(({ kind, name, dataUrl }) =>
    kind === "image"
      ? { type: "image_url", image_url: { url: dataUrl } }
      : { type: "file", file: { filename: name, file_data: dataUrl } },
  );
  return text === "" ? parts : [{ type: "text", text }, ...parts];
}
