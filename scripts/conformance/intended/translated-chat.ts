/** Intended differences of chat over a provider with an API of its own: Anthropic, Ollama, Gemini, Cohere. */
import type { Rule } from "../compare.ts";

const absent = /^\(absent\)$/;

export const translatedChatRules: readonly Rule[] = [
  {
    id: "thinking-tokens-not-guessed",
    cases:
      /^(chat-(claude|oll|ollgen)-|completions-(claude|oll)|setting-(allower|claude|clauded)-|route-global-drop|name-demo-stream$)/,
    fields: /^(body|stream)\.usage\.completion_tokens_details\.(reasoning|text)_tokens$/,
    litellm: /^\d+$/,
    portico: absent,
    reason:
      "Anthropic and Ollama report no count of thinking tokens: LiteLLM counts the text with a tokenizer of another maker, or says 0; Portico leaves out what nobody reported",
  },
  {
    id: "call-index-in-streams-only",
    cases: /^chat-(claude|gem|cmd)-tool/,
    fields: /^body\.choices\[\d\]\.message\.tool_calls\[\d\]\.index$/,
    portico: absent,
    reason:
      "`index` of a tool call belongs to stream chunks; LiteLLM leaves the provider's block number in a whole answer",
  },
  {
    id: "no-empty-thinking-blocks",
    cases: /^(chat-gem-|setting-gem-)/,
    fields: /^body\.choices\[\d\]\.message\.thinking_blocks$/,
    litellm: /^\[\]$/,
    portico: absent,
    reason: "no thinking: no `thinking_blocks`, where LiteLLM says an empty list",
  },
  {
    id: "unsigned-thinking-is-text",
    cases: /^chat-gem-(effort|thinking)$/,
    fields: /^body\.choices\[0\]\.message\.thinking_blocks\[0\]\.(thinking|type)$/,
    portico: absent,
    reason:
      "Gemini's thoughts without a signature are in `reasoning_content`; `thinking_blocks` holds only what proves something when it comes back",
  },
  {
    id: "gemini-signature-kept",
    cases: /^chat-gem-tool/,
    fields:
      /^body\.choices\[0\]\.message\.(provider_specific_fields\.)?thinking_blocks\[0\]\.(signature|thinking|type)$/,
    litellm: absent,
    reason:
      "the signature of a Gemini answer comes as a thinking block that a client sends back with the turn; LiteLLM keeps it beside the call alone",
  },
  {
    id: "limits-not-made-up",
    cases: /^(chat-gem-|setting-gem-|embeddings-gememb-)/,
    fields: /^header\.x-ratelimit-remaining-requests$/,
    litellm: /^\d+$/,
    portico: absent,
    reason: "LiteLLM counts down from a limit in its model table; Portico passes the limits that a provider states",
  },
  {
    id: "picture-as-it-came",
    cases: /^chat-ollgen-image$/,
    fields: /^status$/,
    litellm: /^500$/,
    portico: /^200$/,
    reason:
      "a picture for `ollama/`: LiteLLM re-encodes it with a Python library that its proxy does not install, and fails without; Portico sends it as it came",
  },
  {
    id: "cut-answer-says-length",
    cases: /^chat-(ollgen|cmd)-cut-short/,
    fields: /^(body\.choices\[0\]\.finish_reason|stream\.finish)$/,
    litellm: /^"stop"$/,
    portico: /^"length"$/,
    reason: "an answer cut by `max_tokens` ends with `length`; LiteLLM says `stop` on `/api/generate` and for Cohere",
  },
  {
    id: "ollama-tools-natively",
    cases: /^chat-ollgen-tools(-stream)?$/,
    fields:
      /^(body\.choices\[0\]\.(finish_reason|message\.(content|tool_calls\[0\]\..+))|stream\.(calls\[0\]\.\w+|content|finish|kinds)|upstream\[0\]\.(path|body\.(format|prompt|(messages|tools)\[0\]\..+)))$/,
    reason:
      "tools with `ollama/`: LiteLLM writes them into the prompt of `/api/generate` and asks for JSON; Portico asks `/api/chat`, which has tools, and streams the call",
  },
  {
    id: "ollama-tool-choice-none",
    cases: /^chat-oll-tool-none$/,
    fields:
      /^(body\.choices\[0\]\.(finish_reason|message\.(content|tool_calls\[0\]\..+))|upstream\[0\]\.body\.tools\[0\]\..+)$/,
    reason:
      "Ollama has no `tool_choice`: with `none` Portico leaves the tools out, where LiteLLM sends them and gets the call the client forbade",
  },
  {
    id: "null-beside-calls",
    cases: /^chat-oll-tool/,
    fields: /^body\.choices\[0\]\.message\.content$/,
    litellm: /^""$/,
    portico: absent,
    reason:
      "`content` beside tool calls is null, OpenAI's way and LiteLLM's own for other providers; for Ollama it says an empty text",
  },
  {
    id: "ollama-tool-names",
    cases: /^chat-oll-tool-(result|answered)/,
    fields: /^upstream\[0\]\.body\.messages\[\d\]\.(tool_calls\[\d\]\.id|tool_name)$/,
    litellm: absent,
    reason: "Ollama is told which call and tool a result belongs to; LiteLLM loses both",
  },
  {
    id: "ollama-stop-is-a-list",
    cases: /^setting-olldrop-8$/,
    fields: /^upstream\[0\]\.body\.options\.stop(\[0\])?$/,
    reason: "Ollama's `stop` must be a list and refuses a text, which LiteLLM sends",
  },
  {
    id: "cohere-streams",
    cases: /^chat-cmd-[\w-]+-stream$/,
    fields: /^status$/,
    litellm: /^500$/,
    portico: /^200$/,
    reason: "LiteLLM cannot read the `event:` lines of Cohere's v2 streams",
  },
  {
    id: "cohere-turns-as-they-came",
    cases: /^chat-cmd-turns$/,
    fields: /^upstream\[0\]\.body\.messages\[1\]\.content(\[0\]\.\w+)?$/,
    reason: "an assistant's turn goes back to Cohere as the list of parts its answer was; LiteLLM writes a text",
  },
  {
    id: "cohere-calls-finish",
    cases: /^chat-cmd-tool(s|-result)$/,
    fields: /^body\.choices\[0\]\.finish_reason$/,
    litellm: /^"stop"$/,
    portico: /^"tool_calls"$/,
    reason:
      "an answer of Cohere's that calls tools ends with `tool_calls`; agents that look there stop with LiteLLM's `stop`",
  },
  {
    id: "cohere-plan-kept",
    cases: /^chat-cmd-tool(s|-result)$/,
    fields: /^body\.choices\[0\]\.message\.reasoning_content$/,
    litellm: absent,
    reason: "Cohere's `tool_plan` comes as reasoning and goes back; LiteLLM drops it",
  },
  {
    id: "cohere-json-mode",
    cases: /^chat-cmd-json-object$/,
    fields: /^status$/,
    litellm: /^400$/,
    portico: /^200$/,
    reason: "Cohere has `response_format`; LiteLLM refuses it",
  },
];
