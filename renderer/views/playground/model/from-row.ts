/**
 * A row of the log as the beginning of a session: what was asked of which alias, with its parameters and tools.
 *
 * Reads OpenAI's chat and Anthropic's messages; of other bodies, and of cut ones, only the alias is taken over. The
 * conversation ends with the newest question, so that it can be asked again at once.
 */
import type {
  Attachment,
  PlaygroundMessage,
  PlaygroundParams,
  PlaygroundSession,
  PlaygroundTool,
  ToolCall,
} from "../../../../gateway/contract/playground.ts";
import { noFacts } from "./answer-stream.ts";
import { newSession, type Seams } from "./session-edits.ts";

export interface LoggedRequest {
  readonly alias: string;
  readonly requestBody: string | null;
}

type Json = Readonly<Record<string, unknown>>;

export function sessionFromRow({ alias, requestBody }: LoggedRequest, seams: Seams): PlaygroundSession {
  const session = newSession(alias, seams);
  const body = parseBody(requestBody);
  const [column] = session.columns;
  if (body === null || column === undefined) return session;
  const messages = listOf(body["messages"]);
  const system = [textOf(body["system"]), ...messages.filter(isSystem).map((message) => textOf(message["content"]))];
  const read = messages
    .filter((message) => !isSystem(message))
    .flatMap((message) => readMessage(message, alias, seams));
  return {
    ...session,
    title: titleOf(read),
    system: system.filter((text) => text !== "").join("\n\n"),
    params: paramsOf(body, session.params),
    tools: listOf(body["tools"]).flatMap(toolOf),
    schema: schemaOf(body["response_format"]),
    columns: [{ ...column, messages: read.slice(0, read.findLastIndex(({ role }) => role === "user") + 1) }],
  };
}

function parseBody(text: string | null): Json | null {
  try {
    return recordOf(JSON.parse(text ?? ""));
  } catch {
    return null;
  }
}

function isSystem({ role }: Json): boolean {
  return role === "system" || role === "developer";
}

function readMessage(message: Json, alias: string, { newId }: Seams): PlaygroundMessage[] {
  const { role, content } = message;
  const id = newId();
  if (role === "tool") {
    const toolCallId = wordOf(message["tool_call_id"]);
    return [{ role: "tool", id, toolCallId, name: "", text: textOf(content) }];
  }
  if (role === "assistant") {
    const toolCalls = listOf(message["tool_calls"]).map(callOf);
    return [{ role, id, alias, text: textOf(content), reasoning: "", toolCalls, facts: noFacts }];
  }
  if (role !== "user") return [];
  return [{ role, id, text: textOf(content), attachments: listOf(content).flatMap(imageOf).slice(0, 8) }];
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  const texts = listOf(content).map(({ text }) => (typeof text === "string" ? text : ""));
  return texts.filter((text) => text !== "").join("\n");
}

/** Pixels that came with the request; an address elsewhere is not fetched. */
function imageOf({ image_url: image }: Json): Attachment[] {
  const url = recordOf(image)?.["url"];
  const mediaType = typeof url === "string" ? /^data:(image\/[\w+.-]+);base64,/.exec(url)?.[1] : undefined;
  return typeof url === "string" && mediaType !== undefined
    ? [{ kind: "image", name: mediaType, mediaType, dataUrl: url }]
    : [];
}

function callOf({ id, function: called }: Json): ToolCall {
  const fields = recordOf(called) ?? {};
  return { id: wordOf(id), name: wordOf(fields["name"]), arguments: wordOf(fields["arguments"]) };
}

function toolOf(tool: Json): PlaygroundTool[] {
  const fields = recordOf(tool["function"]) ?? tool;
  const { name, description, parameters = tool["input_schema"] } = fields;
  if (typeof name !== "string") return [];
  const shape = parameters === undefined ? "" : JSON.stringify(parameters, null, 2);
  return [{ name, description: typeof description === "string" ? description : "", parameters: shape, stub: "" }];
}

function schemaOf(format: unknown): string {
  const schema = recordOf(recordOf(format)?.["json_schema"])?.["schema"];
  return schema === undefined ? "" : JSON.stringify(schema, null, 2);
}

function paramsOf(body: Json, none: PlaygroundParams): PlaygroundParams {
  const number = (name: string): number | null => (typeof body[name] === "number" ? body[name] : null);
  const whole = (name: string): number | null => (Number.isInteger(body[name]) ? number(name) : null);
  const { stop, reasoning_effort: effort } = body;
  const stops =
    typeof stop === "string" ? [stop] : Array.isArray(stop) ? stop.filter((word) => typeof word === "string") : [];
  return {
    ...none,
    temperature: number("temperature"),
    top_p: number("top_p"),
    max_tokens: whole("max_tokens") ?? whole("max_completion_tokens"),
    seed: whole("seed"),
    presence_penalty: number("presence_penalty"),
    frequency_penalty: number("frequency_penalty"),
    stop: stops.slice(0, 8),
    reasoning_effort: typeof effort === "string" ? effort.slice(0, 32) : null,
  };
}

function titleOf(messages: readonly PlaygroundMessage[]): string {
  return (messages.findLast(({ role }) => role === "user")?.text ?? "").trim().slice(0, 80);
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(recordOf).filter((one) => one !== null) : [];
}

function recordOf(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null; // just checked
}
