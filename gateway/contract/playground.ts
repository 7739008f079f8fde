/**
 * A playground session: one composer, up to six columns of the same conversation on different aliases, and its settings.
 *
 * Kept as one document in SQLite; every call it makes is a request of the log as any client's, found by `requestId`.
 */
import { z } from "zod";

export const maxColumns = 6;
/** Below `/ui/api`: one chat call, answered as a client's. */
export const playgroundChatPath = "/playground/chat";
const id = z.string().min(1).max(64);
const count = z.number().int().min(0).nullable();

export const attachmentSchema = z.object({
  kind: z.enum(["image", "file"]),
  name: z.string().max(256),
  mediaType: z.string().max(128),
  /** `data:` URL; what an upstream gets. */
  dataUrl: z.string().max(12_000_000),
});

export const toolCallSchema = z.object({ id: z.string(), name: z.string(), arguments: z.string() });

export const answerFactsSchema = z.object({
  /** Of the log's row; null when no request was made. */
  requestId: z.string().nullable(),
  state: z.enum(["done", "stopped", "failed"]),
  firstTokenMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  promptTokens: count,
  completionTokens: count,
  reasoningTokens: count,
  costUsdNanos: z.string().nullable(),
  finishReason: z.string().nullable(),
  error: z.object({ status: z.number().int(), code: z.string(), message: z.string() }).nullable(),
});

export const playgroundMessageSchema = z.discriminatedUnion("role", [
  z.object({ role: z.literal("user"), id, text: z.string(), attachments: z.array(attachmentSchema).max(8) }),
  z.object({
    role: z.literal("assistant"),
    id,
    alias: z.string(),
    text: z.string(),
    reasoning: z.string(),
    toolCalls: z.array(toolCallSchema),
    facts: answerFactsSchema,
  }),
  z.object({ role: z.literal("tool"), id, toolCallId: z.string(), name: z.string(), text: z.string() }),
]);

export const playgroundToolSchema = z.object({
  name: z.string().max(64),
  description: z.string().max(4096),
  /** JSON Schema as the user typed it. */
  parameters: z.string().max(65_536),
  /** What is answered in the tool's place; empty = the call is shown and nothing answers it. */
  stub: z.string().max(65_536),
});

export const playgroundColumnSchema = z.object({
  id,
  alias: z.string().max(512),
  /** JSON object as the user typed it; its fields win over the session's. Empty = none. */
  overrides: z.string().max(65_536),
  messages: z.array(playgroundMessageSchema).max(2000),
});

export const playgroundParamsSchema = z.object({
  temperature: z.number().nullable(),
  top_p: z.number().nullable(),
  max_tokens: z.number().int().nullable(),
  seed: z.number().int().nullable(),
  presence_penalty: z.number().nullable(),
  frequency_penalty: z.number().nullable(),
  stop: z.array(z.string()).max(8),
  reasoning_effort: z.string().max(32).nullable(),
});

export const playgroundSessionSchema = z.object({
  id,
  title: z.string().max(200),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** The session that this one branched off; null when it began by itself. */
  parentId: z.string().nullable(),
  system: z.string().max(1_000_000),
  params: playgroundParamsSchema,
  tools: z.array(playgroundToolSchema).max(32),
  /** JSON Schema that answers are asked for and checked against; empty = none. */
  schema: z.string().max(200_000),
  columns: z.array(playgroundColumnSchema).min(1).max(maxColumns),
});

export type PlaygroundSession = z.infer<typeof playgroundSessionSchema>;
export type PlaygroundColumn = z.infer<typeof playgroundColumnSchema>;
export type PlaygroundMessage = z.infer<typeof playgroundMessageSchema>;
export type PlaygroundTool = z.infer<typeof playgroundToolSchema>;
export type PlaygroundParams = z.infer<typeof playgroundParamsSchema>;
export type AnswerFacts = z.infer<typeof answerFactsSchema>;
export type Attachment = z.infer<typeof attachmentSchema>;
export type ToolCall = z.infer<typeof toolCallSchema>;
