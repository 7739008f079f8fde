/** Does this deployment answer now? One short call of its own kind, with what it cost. */
import type { Deployment } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { DeploymentTest } from "../../contract/model-catalog.ts";
import type { Operation } from "../../contract/operations.ts";
import { readChatStream } from "./read-chat-answer.ts";
import { callAlone, type SoloParts } from "./solo-call.ts";
import { concrete } from "./solo-catalog.ts";

export interface TestParts extends SoloParts {
  readonly modeOf: (deployment: Deployment) => string;
  readonly noteHealth: (id: string, isHealthy: boolean, reason: string | null) => void;
  readonly isLogOn: () => boolean;
}

/** With fewer, reasoning models fail though they are well. */
const testTokens = 32;
const shownCharacters = 400;
const chat = {
  messages: [{ role: "user", content: "Reply with the single word OK." }],
  max_tokens: testTokens,
  stream: true,
  stream_options: { include_usage: true },
};

/** @throws GatewayError `unsupported_operation` for kinds whose shortest call is no small thing */
export async function testDeployment(deployment: Deployment, parts: TestParts): Promise<DeploymentTest> {
  const { operation, body } = question(parts.modeOf(deployment));
  const { outcome, text } = await callAlone(
    { deployment: concrete(deployment), operation, body, tag: "portico:test" },
    parts,
  );
  const isOk = outcome.state === "ok";
  parts.noteHealth(deployment.id, isOk, outcome.errorMessage);
  return {
    isOk,
    status: outcome.status,
    firstTokenMs: operation === "chat" ? outcome.firstTokenMs : null,
    totalMs: outcome.totalMs,
    text: isOk ? answerText(operation, text) : (outcome.errorMessage ?? "It took too long."),
    costUsdNanos: outcome.costUsdNanos,
    requestId: parts.isLogOn() ? outcome.id : null,
  };
}

function question(mode: string): { readonly operation: Operation; readonly body: Readonly<Record<string, unknown>> } {
  switch (mode) {
    case "chat":
    case "completion":
    case "responses":
      return { operation: "chat", body: chat };
    case "embedding":
      return { operation: "embedding", body: { input: ["test"] } };
    case "rerank":
      return { operation: "rerank", body: { query: "fruit", documents: ["apple", "car"], top_n: 1 } };
    case "moderation":
      return { operation: "moderation", body: { input: "test" } };
    default:
      throw new GatewayError("unsupported_operation", {
        message: `A test call is made for chat, embedding, rerank and moderation, not for ${mode.replaceAll("_", " ")}.`,
        hint: "Call the alias once as your program would; the call shows in the log.",
      });
  }
}

function answerText(operation: Operation, body: string): string {
  if (operation !== "chat") return body.slice(0, shownCharacters);
  const { text, reasoning } = readChatStream(body);
  return (text.trim() === "" ? reasoning : text).trim().slice(0, shownCharacters);
}
