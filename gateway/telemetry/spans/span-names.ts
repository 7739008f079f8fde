/**
 * Every name that spans carry, in one place: OpenTelemetry's GenAI and HTTP conventions, LiteLLM's, and our own.
 *
 * No name of a span holds an id: receivers sort by it.
 * @source https://github.com/open-telemetry/semantic-conventions-genai (status: development)
 * @source https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 * @source spans that a LiteLLM 1.80 and a 1.106 exported
 */
export const genAi = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  conversation: "gen_ai.conversation.id",
  outputType: "gen_ai.output.type",
  requestModel: "gen_ai.request.model",
  choiceCount: "gen_ai.request.choice.count",
  encodingFormats: "gen_ai.request.encoding_formats",
  frequencyPenalty: "gen_ai.request.frequency_penalty",
  maxTokens: "gen_ai.request.max_tokens",
  presencePenalty: "gen_ai.request.presence_penalty",
  reasoningLevel: "gen_ai.request.reasoning.level",
  seed: "gen_ai.request.seed",
  stopSequences: "gen_ai.request.stop_sequences",
  stream: "gen_ai.request.stream",
  temperature: "gen_ai.request.temperature",
  topK: "gen_ai.request.top_k",
  topP: "gen_ai.request.top_p",
  finishReasons: "gen_ai.response.finish_reasons",
  responseId: "gen_ai.response.id",
  responseModel: "gen_ai.response.model",
  /** Seconds. */
  timeToFirstChunk: "gen_ai.response.time_to_first_chunk",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  cacheReadTokens: "gen_ai.usage.cache_read.input_tokens",
  cacheWriteTokens: "gen_ai.usage.cache_write.input_tokens",
  reasoningTokens: "gen_ai.usage.reasoning.output_tokens",
  systemInstructions: "gen_ai.system_instructions",
  inputMessages: "gen_ai.input.messages",
  outputMessages: "gen_ai.output.messages",
  toolDefinitions: "gen_ai.tool.definitions",
} as const;

/** The conventions' names that LiteLLM has too; where only its own are asked for, the others stay out. */
export const genAiOfLitellm: ReadonlySet<string> = new Set([
  genAi.operation,
  genAi.requestModel,
  genAi.maxTokens,
  genAi.temperature,
  genAi.topP,
  genAi.responseId,
  genAi.responseModel,
  genAi.finishReasons,
  genAi.inputTokens,
  genAi.outputTokens,
]);

/** General conventions. */
export const general = {
  clientAddress: "client.address",
  errorType: "error.type",
  exceptionMessage: "exception.message",
  exceptionType: "exception.type",
  httpMethod: "http.request.method",
  httpRoute: "http.route",
  httpStatus: "http.response.status_code",
  serverAddress: "server.address",
  serverPort: "server.port",
  urlPath: "url.path",
  userAgent: "user_agent.original",
} as const;

export const litellm = {
  /** The request's span, and an attempt's. */
  requestSpan: "litellm_request",
  attemptSpan: "raw_gen_ai_request",
  callId: "litellm.call_id",
  modelGroup: "litellm.model_group",
  providerModel: "litellm.provider.model",
  hiddenParams: "hidden_params",
  system: "gen_ai.system",
  promptTokens: "gen_ai.usage.prompt_tokens",
  completionTokens: "gen_ai.usage.completion_tokens",
  totalTokens: "gen_ai.usage.total_tokens",
  usagePromptTokens: "llm.usage.prompt_tokens",
  usageCompletionTokens: "llm.usage.completion_tokens",
  usageTotalTokens: "llm.usage.total_tokens",
  requestType: "llm.request.type",
  isStreaming: "llm.is_streaming",
  user: "llm.user",
  errorCode: "error.code",
  errorMessage: "error.message",
  errorProvider: "error.llm_provider",
  inputCost: "gen_ai.cost.input_cost",
  outputCost: "gen_ai.cost.output_cost",
  totalCost: "gen_ai.cost.total_cost",
  originalCost: "gen_ai.cost.original_cost",
  toolUsageCost: "gen_ai.cost.tool_usage_cost",
  cacheReadCost: "gen_ai.cost.cache_read_cost",
  reasoningCost: "gen_ai.cost.reasoning_cost",
} as const;

/** Beneath `metadata.`. */
export const litellmMetadata = {
  keyHash: "user_api_key_hash",
  keyAlias: "user_api_key_alias",
  userId: "user_api_key_user_id",
  teamId: "user_api_key_team_id",
  organizationId: "user_api_key_org_id",
  endUser: "user_api_key_end_user_id",
  route: "user_api_key_request_route",
  address: "requester_ip_address",
  userAgent: "user_agent",
  sent: "requester_metadata",
  usage: "usage_object",
  spendLogs: "spend_logs_metadata",
  oldTeamId: "team_id",
} as const;

export const portico = {
  alias: "portico.alias",
  attempt: "portico.attempt",
  attempts: "portico.attempts",
  costUsd: "portico.cost.usd",
  costIsEstimate: "portico.cost.is_estimate",
  deployment: "portico.deployment.id",
  errorCode: "portico.error.code",
  isFallback: "portico.is_fallback",
  key: "portico.key.name",
  requestId: "portico.request.id",
  state: "portico.state",
  tags: "portico.tags",
  testSpan: "portico.test",
} as const;

export const events = { exception: "exception", firstToken: "first_token" } as const;

export function metadataName(key: string): string {
  return `metadata.${key}`;
}

/** LiteLLM's attribute of one field that an upstream call sent or received. */
export function providerField(provider: string, field: string): string {
  return `llm.${provider}.${field}`;
}

/** LiteLLM 1.80's: one attribute a message. */
export function messageName(side: "prompt" | "completion", index: number, field: string): string {
  return `gen_ai.${side}.${index}.${field}`;
}

export function functionName(index: number, field: "name" | "description" | "parameters"): string {
  return `llm.request.functions.${index}.${field}`;
}
