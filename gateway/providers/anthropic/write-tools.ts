/**
 * Tools and the choice among them.
 *
 * Server tools of other families are left out, but OpenAI's web search, which Anthropic has too. A conversation with
 * calls in its history must name tools: without any, the called ones are declared and forbidden.
 *
 * @source https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use; golden `chat-claude-tool*`;
 *   LiteLLM 1.103.7 (max_uses by search_context_size: 1, 5, 10)
 */
import { isRecord } from "../../base/json-shape.ts";
import type { Conversation, FunctionTool, Tool, ToolChoice } from "../../contract/conversation.ts";

type Fields = Readonly<Record<string, unknown>>;

const searchUses: Readonly<Record<string, number>> = { low: 1, medium: 5, high: 10 };

/**
 * @param answerTool  the tool that stands in for a JSON schema, if any
 * @returns `tools` and `tool_choice`, where there are any
 */
export function writeTools(
  conversation: Conversation,
  answerTool: Fields | null,
  isThinking: boolean,
  extra: Fields,
  notes: Set<string>,
): Fields {
  const tools = conversation.tools.flatMap((tool, index) => {
    const written = writeTool(tool, conversation.family === "anthropic");
    if (written === null) notes.add(`tools[${index}]`);
    return written === null ? [] : [written];
  });
  const search = extra["web_search_options"];
  if (isRecord(search)) tools.push(webSearch(search));
  if (tools.length === 0 && answerTool === null) return calledTools(conversation);
  const choice = writeChoice(conversation.toolChoice, conversation.parallelToolCalls);
  if (answerTool === null) return { tools, ...(choice === null ? {} : { tool_choice: choice }) };
  const forced = isThinking ? null : (choice ?? answerChoice(answerTool, tools.length > 0));
  return { tools: [...tools, answerTool], ...(forced === null ? {} : { tool_choice: forced }) };
}

/** With tools of the client beside it, the model may call those first. */
function answerChoice(answerTool: Fields, hasOthers: boolean): Fields {
  return hasOthers ? { type: "any" } : { type: "tool", name: answerTool["name"] };
}

function writeTool(tool: Tool, isOwn: boolean): Fields | null {
  if (tool.kind === "function") return functionTool(tool, isOwn);
  if (tool.family === "anthropic") return tool.value;
  const { type } = tool.value;
  return typeof type === "string" && type.startsWith("web_search") ? webSearch(tool.value) : null;
}

function functionTool(
  { name, description, parameters, strict, cacheControl, extra }: FunctionTool,
  isOwn: boolean,
): Fields {
  const schema = parameters ?? {};
  return {
    name,
    input_schema: schema["type"] === undefined ? { type: "object", properties: {}, ...schema } : schema,
    type: "custom",
    ...(description === undefined ? {} : { description }),
    ...(strict === true || (isOwn && strict !== undefined) ? { strict } : {}),
    ...(cacheControl === undefined ? {} : { cache_control: cacheControl }),
    ...(isOwn ? extra : {}),
  };
}

function webSearch(options: Fields): Fields {
  const { search_context_size: size, user_location: location } = options;
  const uses = typeof size === "string" && Object.hasOwn(searchUses, size) ? searchUses[size] : undefined;
  const place = isRecord(location)
    ? { ...location, ...(isRecord(location["approximate"]) ? location["approximate"] : {}) }
    : null;
  if (place !== null) delete place["approximate"];
  return {
    type: "web_search_20250305",
    name: "web_search",
    ...(uses === undefined ? {} : { max_uses: uses }),
    ...(place === null ? {} : { user_location: { ...place, type: "approximate" } }),
  };
}

function writeChoice(choice: ToolChoice | null, parallel: boolean | null): Fields | null {
  if (choice?.kind === "none") return { type: "none" };
  const rest = parallel === null ? {} : { disable_parallel_tool_use: !parallel };
  if (choice === null) return parallel === null ? null : { type: "auto", ...rest };
  if (choice.kind === "tool") return { type: "tool", name: choice.name, ...rest };
  return { type: choice.kind === "required" ? "any" : "auto", ...rest };
}

function calledTools({ messages, family }: Conversation): Fields {
  if (family === "anthropic") return {};
  const names = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === "tool_call" ? [part.name] : [])),
  );
  if (names.length === 0) return {};
  const tools = [...new Set(names)].map((name) => functionTool({ kind: "function", name }, false));
  return { tools, tool_choice: { type: "none" } };
}
