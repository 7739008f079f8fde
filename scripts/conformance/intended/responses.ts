/** Intended differences of Responses: the object's members, its streams, reasoning, what needs a store. */
import type { Rule } from "../compare.ts";

const translated = /^responses-(claude|oll|gem)-/;

export const responseRules: readonly Rule[] = [
  {
    id: "responses-end",
    cases: /^responses-.*-stream$/,
    fields: /^stream\.end$/,
    litellm: /^\[DONE\]$/,
    portico: /^response\.completed$/,
    reason: "a Responses stream ends with `response.completed`, as OpenAI's does; LiteLLM adds chat's `[DONE]`",
  },
  {
    id: "alias-in-stream",
    cases: /^responses-.*-stream$/,
    fields: /^stream\.frame\.model$/,
    litellm: /^"(gpt-4o|tiny|claude-sonnet-4-5|gemini-2\.5-flash)"$/,
    portico: /^"(oai|local|claude|oll|gem)"$/,
    reason:
      "a streamed response names the alias, as the whole one does in both; LiteLLM's stream names the deployment's model",
  },
  {
    id: "response-members",
    cases: translated,
    fields:
      /^(body|stream\.frame)\.(background|store|truncation|text\.format\.type|output\[\d\]\.content\[\d\]\.logprobs)$/,
    litellm: /^\(absent\)$/,
    portico: /^(false|"disabled"|"text"|\[\])$/,
    reason: "a translated response has the members that OpenAI's always has, `store: false` because nobody keeps it",
  },
  {
    id: "response-text-format",
    cases: translated,
    fields: /^(body|stream\.frame)\.text$/,
    litellm: /^\{\}$/,
    portico: /^\(absent\)$/,
    reason: "the same: its `text` is never empty, as LiteLLM's is",
  },
  {
    id: "parallel-by-default",
    cases: translated,
    fields: /^(body|stream\.frame)\.parallel_tool_calls$/,
    litellm: /^false$/,
    portico: /^true$/,
    reason: "`parallel_tool_calls` is true unless the client says otherwise, as OpenAI has it; LiteLLM says false",
  },
  {
    id: "no-invented-counts",
    cases: translated,
    fields: /^(body|stream)\.usage\.(in|out)put_tokens_details\.(text|reasoning)_tokens$/,
    litellm: /^\d+$/,
    portico: /^\(absent\)$/,
    reason: "token counts that the provider does not give are left out; LiteLLM computes some with another tokenizer",
  },
  {
    id: "reasoning-item",
    cases: /^responses-(claude|oll|gem)-reasoning/,
    fields: /^(body|stream\.frame)\.output\[0\]\.(content\[0\]\.(text|type)|role|status|summary\[0\]\.(text|type))$/,
    litellm: /^("hmm"|"output_text"|"assistant"|"completed"|\(absent\))$/,
    portico: /^("hmm"|"summary_text"|\(absent\))$/,
    reason:
      "thinking is a reasoning item's `summary`, where OpenAI's clients read it; LiteLLM writes it as a message's content",
  },
  {
    id: "reasoning-proof",
    cases: /^responses-claude-reasoning/,
    fields: /^(body|stream\.frame)\.output\[0\]\.encrypted_content$/,
    litellm: /\\"signature\\":\\"sig\\"/,
    portico: /^"anthropic:sig"$/,
    reason: "a proof of thinking comes back as one word with its maker's name; LiteLLM writes the whole blocks as JSON",
  },
  {
    id: "reasoning-events",
    cases: /^responses-(claude|oll|gem)-reasoning-stream$/,
    fields: /^stream\.kinds$/,
    litellm: /response\.output_item\.added response\.reasoning_summary_text\.delta/,
    portico:
      /^response\.created response\.in_progress response\.output_item\.added response\.reasoning_summary_part\.added response\.reasoning_summary_text\.delta response\.reasoning_summary_text\.done response\.reasoning_summary_part\.done response\.output_item\.done response\.output_item\.added response\.content_part\.added response\.output_text\.delta response\.output_text\.done response\.content_part\.done response\.output_item\.done response\.completed$/,
    reason: "a part of a summary is opened before its text, as OpenAI does it",
  },
  {
    id: "items-closed-in-order",
    cases: /^responses-claude-tools-stream$/,
    fields: /^stream\.kinds$/,
    portico:
      /response\.output_text\.done response\.content_part\.done response\.output_item\.done response\.output_item\.added response\.function_call_arguments\.delta/,
    reason: "an item ends before the next begins; LiteLLM closes them all at the end",
  },
  {
    id: "gemini-signature-item",
    cases: /^responses-gem-tool(s|-named)/,
    fields:
      /^(body|stream\.frame)\.output\[[012]\]\.(arguments|call_id|encrypted_content|id|name|status|summary|type)$/,
    litellm: /^(\(absent\)|"function_call"|"completed"|"w"|"<id>"|<id: string>|"\{\\"a\\":1\}")$/,
    portico:
      /^(\(absent\)|"function_call"|"reasoning"|"completed"|"w"|"<id>"|<id: string>|"\{\\"a\\":1\}"|\[\]|"gemini:c2ln"|"portico\.call:\d+:<id>.*")$/,
    reason:
      "Gemini's thought signature comes as reasoning items before its call, so that a client of Responses brings it back; LiteLLM loses it",
  },
  {
    id: "gemini-signature-events",
    cases: /^responses-gem-tools-stream$/,
    fields: /^stream\.kinds$/,
    portico:
      /^response\.created response\.in_progress (response\.output_item\.added response\.output_item\.done )+response\.output_item\.added response\.function_call_arguments\.delta response\.function_call_arguments\.done response\.output_item\.done response\.completed$/,
    reason: "the same, streamed",
  },
  {
    id: "no-empty-message",
    cases: /^responses-oll-tool-named$/,
    fields: /^body\.output\[[01]\]\.(arguments|call_id|content\[0\]\.(text|type)|id|name|role|status|type)$/,
    litellm:
      /^(\(absent\)|""|"output_text"|"assistant"|"message"|"function_call"|"completed"|"w"|"<id>"|<id: string>|"\{\\"a\\":1\}")$/,
    portico: /^(\(absent\)|"function_call"|"completed"|"w"|"<id>"|<id: string>|"\{\\"a\\":1\}")$/,
    reason: "a call comes as the first item; LiteLLM puts a message without text before it",
  },
  {
    id: "parallel-wish-left-out",
    cases: /^responses-oll-tools/,
    fields: /^status$/,
    litellm: /^400$/,
    portico: /^200$/,
    reason:
      "`parallel_tool_calls` for Ollama is left out and logged: Codex sends it with every request, and a refusal would shut it out",
  },
  {
    id: "nothing-is-kept",
    cases: /^responses-(claude|oll|gem)-previous$/,
    fields: /^status$/,
    litellm: /^200$/,
    portico: /^400$/,
    reason:
      "`previous_response_id` where nobody keeps responses: LiteLLM answers without the earlier turns; Portico says that it cannot",
  },
  {
    id: "responses-are-not-read-back",
    cases: /^responses-get$/,
    fields: /^(status|body\.error\.code|error\.(class|says)|header\.x-litellm-call-id)$/,
    litellm: /^(400|"400"|BadRequestError|You passed in model=.*|<set>)$/,
    portico: /^(404|"404"|\(absent\)|)$/,
    reason: "a stored response cannot be read back over either; Portico says 404, LiteLLM that no model was named",
  },
];
