/** PLACEHOLDER until branch chat lands: text only. */
import { errorBody, GatewayError } from "../../contract/errors.ts";
import type { ClientDialect, Fields, RenderContext } from "../client-dialect.ts";

const roles = new Set(["system", "developer", "user", "assistant", "tool", "function"]);

function wrongType(field: string, wanted: string): GatewayError {
  return new GatewayError("invalid_request", { message: `'${field}' must be ${wanted}.`, param: field });
}

function check(fields: Fields): void {
  const messages = fields["messages"] ?? fields["prompt"];
  if (messages === undefined || messages === null)
    throw new GatewayError("invalid_request", {
      message: "/chat/completions: Missing required parameter: 'messages'.",
      param: "messages",
    });
  if (fields["messages"] !== undefined) {
    if (!Array.isArray(messages)) throw wrongType("messages", "a list");
    for (const [index, message] of messages.entries()) {
      if (typeof message !== "object" || message === null) throw wrongType(`messages[${index}]`, "an object");
      const { role } = message as { role?: unknown };
      if (typeof role !== "string" || !roles.has(role))
        throw wrongType(`messages[${index}].role`, `one of ${[...roles].join(", ")}`);
    }
  }
  const { stream, temperature } = fields;
  if (stream !== undefined && stream !== null && typeof stream !== "boolean") throw wrongType("stream", "a boolean");
  if (temperature !== undefined && temperature !== null && typeof temperature !== "number")
    throw wrongType("temperature", "a number");
}

function base({ createdAt, model }: RenderContext, object: string): Record<string, unknown> {
  return { id: "chatcmpl-x", object, created: createdAt, model };
}

export const openaiChat: ClientDialect = {
  family: "openai",
  streamContentType: "text/event-stream; charset=utf-8",
  ping: ": ping\n\n",
  check,
  isStream: (fields) => fields["stream"] === true,
  toConversation: () => {
    throw new Error("later");
  },
  renderAnswer: (answer, context) =>
    JSON.stringify({
      ...base(context, "chat.completion"),
      choices: answer.choices.map(({ index, parts }) => ({
        index,
        message: { role: "assistant", content: parts.map((part) => (part.type === "text" ? part.text : "")).join("") },
        finish_reason: "stop",
      })),
      usage: {
        prompt_tokens: answer.usage.promptTokens,
        completion_tokens: answer.usage.completionTokens,
        total_tokens: (answer.usage.promptTokens ?? 0) + (answer.usage.completionTokens ?? 0),
      },
    }),
  openEncoder: (context) => ({
    encode: (events) =>
      events
        .map((event) => {
          if (event.type === "text")
            return `data: ${JSON.stringify({ ...base(context, "chat.completion.chunk"), choices: [{ index: 0, delta: { role: "assistant", content: event.text }, finish_reason: null }] })}\n\n`;
          if (event.type === "finish")
            return `data: ${JSON.stringify({ ...base(context, "chat.completion.chunk"), choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\n`;
          return "";
        })
        .join(""),
    end: () => "data: [DONE]\n\n",
    fail: (error) => `data: ${JSON.stringify(errorBody(error))}\n\n`,
  }),
  errorBody: (error) => JSON.stringify(errorBody(error)),
  errorEvent: (error) => `data: ${JSON.stringify(errorBody(error))}\n\n`,
};
