/**
 * Counts a translated conversation's tokens with Anthropic's own counter.
 *
 * @source https://docs.claude.com/en/api/messages-count-tokens (its body is a Messages body without the answer's side)
 */
import { countOf } from "../../base/json-shape.ts";
import type { TokenCounter } from "../provider.ts";
import { anthropicBody } from "./anthropic-body.ts";
import { requestTo } from "./endpoint.ts";
import { readObject } from "./judge-answer.ts";

const counted = new Set([
  "model",
  "messages",
  "system",
  "tools",
  "tool_choice",
  "thinking",
  "output_config",
  "output_format",
  "cache_control",
  "mcp_servers",
  "context_management",
]);

export const counter: TokenCounter = {
  toRequest(input) {
    const { body, betas, dropped } = anthropicBody(input);
    const fields = Object.fromEntries(Object.entries(body).filter(([name]) => counted.has(name)));
    const bytes = Buffer.from(JSON.stringify(fields));
    return { request: requestTo(input.deployment, "/count_tokens", bytes, input.headers, betas), dropped };
  },
  readAnswer(body) {
    const read = readObject(body);
    return read.kind === "ok" ? countOf(read.fields["input_tokens"]) : null;
  },
};
