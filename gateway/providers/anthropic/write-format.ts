/**
 * A wish for JSON: the API's own structured output where the model has it, else a forced tool whose input is the answer
 * (the decoder and the reader turn that call back into text).
 *
 * `json_object` has no counterpart and is left out, as LiteLLM does. A client of Anthropic's family gets today's field
 * (`output_config.format`); for others the body is LiteLLM's (`output_format` with its beta).
 *
 * @source golden `chat-claude-json-schema`; https://docs.claude.com/en/docs/build-with-claude/structured-outputs
 */
import type { Conversation } from "../../contract/conversation.ts";
import { answerToolName } from "./answer-tool.ts";
import type { ModelTraits } from "./model-table.ts";
import { outputSchema } from "./output-schema.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface WrittenFormat {
  readonly outputFormat: Fields | null;
  /** Part of `output_config`. */
  readonly config: Fields;
  /** Stands in for a schema on models without structured output. */
  readonly tool: Fields | null;
  readonly betas: readonly string[];
}

const nothing: WrittenFormat = { outputFormat: null, config: {}, tool: null, betas: [] };
const structuredOutputs = "structured-outputs-2025-11-13";

export function writeFormat(
  { responseFormat, family }: Conversation,
  traits: ModelTraits,
  extra: Fields,
  notes: Set<string>,
): WrittenFormat {
  if (responseFormat === null || responseFormat.kind === "text") return nothing;
  if (responseFormat.kind === "json") {
    notes.add("response_format");
    return nothing;
  }
  if (family === "anthropic") {
    const isBeta = extra["output_format"] !== undefined; // written back with the client's other fields
    return isBeta
      ? nothing
      : { ...nothing, config: { format: { type: "json_schema", schema: responseFormat.schema } } };
  }
  if (traits.takesSchema) {
    const outputFormat = { type: "json_schema", schema: outputSchema(responseFormat.schema) };
    return { ...nothing, outputFormat, betas: [structuredOutputs] };
  }
  return { ...nothing, tool: answerTool(responseFormat.schema, responseFormat.description) };
}

function answerTool(schema: Fields, description: string | undefined): Fields {
  return {
    type: "custom",
    name: answerToolName,
    description: description ?? "Gives the answer to the user. Its input is the answer.",
    input_schema: { type: "object", ...schema },
  };
}
