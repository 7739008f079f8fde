/** A provider's own API through the gateway, with the gateway's key: bytes in, bytes out. */
import { get, masterKey, post, type Case } from "../case.ts";
import { say } from "./chat-bodies.ts";

export function passThroughCases(): Case[] {
  const goog = { "x-goog-api-key": masterKey };
  const contents = { contents: [{ role: "user", parts: [{ text: "hi" }] }] };
  const messages = { model: "claude-sonnet-4-5", max_tokens: 9, ...say("hi") };
  const chat = { model: "gpt-4o", ...say("hi") };
  return [
    post("pass-openai-chat", "/openai/v1/chat/completions", chat),
    post("pass-openai-chat-stream", "/openai/v1/chat/completions", { ...chat, stream: true }),
    post("pass-openai-embeddings", "/openai/v1/embeddings", { model: "text-embedding-3-small", input: "x" }),
    get("pass-openai-models", "/openai/v1/models"),
    post("pass-openai-fault", "/openai/v1/chat/completions", { model: "gpt-4o", ...say("fault:429") }),
    post("pass-openai-no-key", "/openai/v1/chat/completions", chat, {}),
    post("pass-anthropic", "/anthropic/v1/messages", messages),
    post("pass-anthropic-stream", "/anthropic/v1/messages", { ...messages, stream: true }),
    post("pass-anthropic-count", "/anthropic/v1/messages/count_tokens", { model: "claude-sonnet-4-5", ...say("hi") }),
    post("pass-anthropic-fault", "/anthropic/v1/messages", { ...messages, ...say("fault:529") }),
    post("pass-anthropic-no-key", "/anthropic/v1/messages", messages, {}),
    post("pass-gemini", "/gemini/v1beta/models/gemini-2.5-flash:generateContent", contents, goog),
    post(
      "pass-gemini-query-key",
      `/gemini/v1beta/models/gemini-2.5-flash:generateContent?key=${masterKey}`,
      contents,
      {},
    ),
    post("pass-gemini-stream", "/gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", contents, goog),
    post(
      "pass-gemini-fault",
      "/gemini/v1beta/models/gemini-2.5-flash:generateContent",
      { contents: [{ role: "user", parts: [{ text: "fault:429" }] }] },
      goog,
    ),
    post("pass-vllm", "/vllm/chat/completions", { model: "passvllm", ...say("hi") }),
    post("pass-vllm-tokenize", "/vllm/embeddings", { model: "passvllm", input: "x" }),
  ];
}
