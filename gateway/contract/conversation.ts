/**
 * The intermediate form between client dialects and provider dialects: what a client asked of a model.
 *
 * It holds everything that two dialects can share, in one shape each, and keeps what it does not know (`opaque` parts,
 * native tools, `extra` fields) so that a target of the same family gets it back. Never mutated.
 */

/** Who wrote an opaque value; only a target of the same family can read it. */
export type WireFamily = "openai" | "responses" | "anthropic" | "gemini" | "ollama" | "cohere" | "bedrock";

export interface Conversation {
  /** In the client's order; system messages stand where the client put them. */
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | null;
  readonly parallelToolCalls: boolean | null;
  readonly sampling: Sampling;
  readonly responseFormat: ResponseFormat | null;
  readonly reasoning: ReasoningRequest | null;
  /** End user, as the client names them. */
  readonly user: string | null;
  readonly isStream: boolean;
  /** Family of the client's dialect: says who can read `extra`. */
  readonly family: WireFamily;
  /** Client fields with no place above, under their own names (gateway fields are gone already). */
  readonly extra: Readonly<Record<string, unknown>>;
}

/**
 * Tool results are parts of user messages: a dialect with a role for them (OpenAI's `tool`) maps to and from that.
 * `developer` is kept apart from `system` for targets that know both.
 */
export interface Message {
  readonly role: "system" | "developer" | "user" | "assistant";
  /** OpenAI's `name` of the participant. */
  readonly name?: string;
  /** Responses' `phase` of an assistant message: `commentary`, `final_answer`. */
  readonly phase?: string;
  readonly parts: readonly Part[];
}

export type Part =
  | TextPart
  | ImagePart
  | AudioPart
  | DocumentPart
  | ToolCallPart
  | ToolResultPart
  | ReasoningPart
  | RefusalPart
  | OpaquePart;

interface Cacheable {
  /** Anthropic's `cache_control` value as written; targets without it drop it. */
  readonly cacheControl?: unknown;
  /** Fields with no place in the form, under the client family's names; only a target of that family sends them. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * What its family wrote where that is more than a function (Responses' custom, shell and namespaced tools): a target of
 * that family sends `value` instead of the fields beside it, every other target sends the fields.
 */
export interface NativeShape {
  readonly family: WireFamily;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface TextPart extends Cacheable {
  readonly type: "text";
  readonly text: string;
  /** Anthropic's citations of this text, as written. */
  readonly citations?: readonly unknown[];
}

export type MediaSource =
  | { readonly kind: "base64"; readonly mediaType: string; readonly data: string }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "file"; readonly id: string };

export interface ImagePart extends Cacheable {
  readonly type: "image";
  readonly source: MediaSource;
  /** OpenAI's `detail`. */
  readonly detail?: string;
}

export interface AudioPart {
  readonly type: "audio";
  /** Base64. */
  readonly data: string;
  /** `wav`, `mp3`, ... */
  readonly format: string;
}

export interface DocumentPart extends Cacheable {
  readonly type: "document";
  readonly source: MediaSource | { readonly kind: "text"; readonly text: string };
  readonly title?: string;
  readonly context?: string;
  /** Anthropic's `citations: {enabled}`, as written. */
  readonly citations?: unknown;
}

export interface ToolCallPart extends Cacheable {
  readonly type: "tool_call";
  readonly id: string;
  readonly name: string;
  /** JSON text, exactly as the model wrote it; may be broken JSON. */
  readonly arguments: string;
  /** Gemini's `thoughtSignature`, which must come back with the call. */
  readonly signature?: string;
  readonly native?: NativeShape;
}

export interface ToolResultPart extends Cacheable {
  readonly type: "tool_result";
  readonly callId: string;
  /** Name of the tool, where the dialect says it. */
  readonly name?: string;
  /** Text, images, documents. */
  readonly parts: readonly Part[];
  readonly isError: boolean;
  readonly native?: NativeShape;
}

export interface ReasoningPart {
  readonly type: "reasoning";
  readonly text: string;
  /** Opaque proof the provider wants back (Anthropic's `signature`, OpenAI's `encrypted_content`). */
  readonly signature?: string;
  /** Anthropic's `redacted_thinking` data: no text, must come back. */
  readonly redacted?: string;
  /** Id of OpenAI's reasoning item. */
  readonly id?: string;
}

export interface RefusalPart {
  readonly type: "refusal";
  readonly text: string;
}

/** What the form has no word for; `value` is the part as its family wrote it. */
export interface OpaquePart {
  readonly type: "opaque";
  readonly family: WireFamily;
  readonly value: Readonly<Record<string, unknown>>;
}

export type Tool = FunctionTool | NativeTool;

export interface FunctionTool extends Cacheable {
  readonly kind: "function";
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments; absent = no arguments. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly strict?: boolean;
  readonly native?: NativeShape;
}

/** A server tool of one family (web search, code execution, ...), as written. */
export interface NativeTool {
  readonly kind: "native";
  readonly family: WireFamily;
  readonly value: Readonly<Record<string, unknown>>;
}

export type ToolChoice =
  | { readonly kind: "auto" }
  | { readonly kind: "none" }
  /** Some tool must be called. */
  | { readonly kind: "required" }
  | { readonly kind: "tool"; readonly name: string };

/** null = the client did not say. Names and meanings are OpenAI's, see `samplingNames`. */
export interface Sampling {
  readonly maxTokens: number | null;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly topK: number | null;
  readonly stop: readonly string[] | null;
  readonly seed: number | null;
  readonly n: number | null;
  readonly frequencyPenalty: number | null;
  readonly presencePenalty: number | null;
  readonly logitBias: Readonly<Record<string, unknown>> | null;
  readonly logprobs: boolean | null;
  readonly topLogprobs: number | null;
}

export const noSampling: Sampling = {
  maxTokens: null,
  temperature: null,
  topP: null,
  topK: null,
  stop: null,
  seed: null,
  n: null,
  frequencyPenalty: null,
  presencePenalty: null,
  logitBias: null,
  logprobs: null,
  topLogprobs: null,
};

export type ResponseFormat =
  | { readonly kind: "text" }
  | { readonly kind: "json" }
  | {
      readonly kind: "schema";
      readonly name: string;
      readonly schema: Readonly<Record<string, unknown>>;
      readonly strict: boolean | null;
      readonly description?: string;
    };

/** How much the model shall think. At least one field is set. */
export interface ReasoningRequest {
  /** OpenAI's word: none, minimal, low, medium, high, xhigh, ... */
  readonly effort: string | null;
  /** Anthropic's and Gemini's count. */
  readonly budgetTokens: number | null;
  /** `off` = told not to think. `adaptive` = Anthropic's adaptive thinking. */
  readonly mode: "on" | "off" | "adaptive" | null;
  /** OpenAI's wish for a summary (`auto`, `concise`, `detailed`). */
  readonly summary: string | null;
}
