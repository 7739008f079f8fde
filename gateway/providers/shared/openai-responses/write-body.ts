/**
 * A conversation as the body of a Responses request, without the model and what a deployment adds.
 *
 * Rules: nothing is kept at the provider unless the client asked for it (`store: false`), so the proof of reasoning is
 * asked for instead, but only where reasoning was: other models refuse the wish ("Encrypted content is not supported
 * with this model"). A budget of thinking becomes the effort it pays for.
 *
 * @source https://github.com/pydantic/pydantic-ai/issues/2865
 */
import type { Conversation, ReasoningRequest, ResponseFormat, Sampling } from "../../../contract/conversation.ts";
import { effortOf } from "../reasoning-effort.ts";
import { writeInput } from "./write-input.ts";
import { writeChoice, writeTools } from "./write-tools.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface WrittenBody {
  readonly body: Fields;
  /** What was left out, by the form's names. */
  readonly dropped: readonly string[];
}

const proofOfReasoning = "reasoning.encrypted_content";
const logprobsOfText = "message.output_text.logprobs";

/** @param extra  fields to send on under their own names */
export function writeBody(conversation: Conversation, extra: Fields): WrittenBody {
  const { sampling, toolChoice, parallelToolCalls, responseFormat, user, isStream } = conversation;
  const { instructions, input, dropped } = writeInput(conversation.messages);
  const { tools, dropped: droppedTools } = writeTools(conversation.tools);
  const { verbosity, include: asked, ...rest } = extra;
  const reasoning = writeReasoning(conversation.reasoning);
  const include = includeList(asked, reasoning !== null, sampling);
  const text = textConfig(responseFormat, verbosity);
  // Without tools nothing can be forced, but what to do about tools may still be said.
  const isForced = toolChoice?.kind === "tool" || toolChoice?.kind === "required";
  const choice =
    toolChoice === null || (isForced && tools.length === 0) ? null : writeChoice(toolChoice, conversation.tools);
  const body = withoutNulls({
    input,
    instructions,
    tools: tools.length === 0 ? null : tools,
    tool_choice: choice,
    parallel_tool_calls: parallelToolCalls,
    max_output_tokens: sampling.maxTokens,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_logprobs: sampling.topLogprobs,
    text,
    reasoning,
    include: include.length === 0 ? null : include,
    user,
    store: false,
    stream: isStream ? true : null,
    ...rest,
  });
  return { body, dropped: [...dropped, ...droppedTools] };
}

function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

function writeReasoning(request: ReasoningRequest | null): Fields | null {
  if (request === null || (request.mode === "off" && request.effort === null)) return null;
  const { budgetTokens, summary, mode } = request;
  const effort = request.effort ?? (budgetTokens === null ? null : effortOf(budgetTokens));
  // Who asks to think in another dialect's words expects to read it.
  const wanted = summary ?? (mode === "on" || mode === "adaptive" ? "auto" : null);
  return withoutNulls({ effort, summary: wanted });
}

function includeList(asked: unknown, reasons: boolean, { logprobs }: Sampling): readonly unknown[] {
  const wanted = new Set<unknown>(Array.isArray(asked) ? asked : []);
  if (reasons) wanted.add(proofOfReasoning);
  if (logprobs === true) wanted.add(logprobsOfText);
  return [...wanted];
}

function textConfig(format: ResponseFormat | null, verbosity: unknown): Fields | null {
  if (format === null && (verbosity === undefined || verbosity === null)) return null;
  return withoutNulls({ format: format === null ? null : writeFormat(format), verbosity });
}

function writeFormat(format: ResponseFormat): Fields {
  if (format.kind === "text") return { type: "text" };
  if (format.kind === "json") return { type: "json_object" };
  const { name, schema, strict, description } = format;
  return withoutNulls({ type: "json_schema", name, schema, strict, description });
}
