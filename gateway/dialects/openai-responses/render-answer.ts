/**
 * A whole answer as a `response` object: the parts become output items in their order; texts and refusals in a row
 * share one message. A picture by address becomes a Markdown image in a message, one by content an image item.
 * Responses knows one choice, so only the first is written.
 */
import type { Answer, AnswerChoice } from "../../contract/answer.ts";
import type { ImagePart, Part, TextPart, ToolCallPart } from "../../contract/conversation.ts";
import type { RenderContext } from "../client-dialect.ts";
import { annotationText } from "./annotations.ts";
import { readTools, type CallShape } from "./client-tools.ts";
import { logprobsText } from "./logprobs.ts";
import {
  callItem,
  callPrefix,
  imageItem,
  messageItem,
  reasoningItem,
  refusalContent,
  textContent,
  type ItemStatus,
} from "./output-items.ts";
import { sealText } from "./reasoning-seal.ts";
import { finalStatus, openResponse, responseId } from "./response-object.ts";
import { wireUsage } from "./wire-usage.ts";

export function renderAnswer(answer: Answer, context: RenderContext): string {
  const id = responseId(answer.id, context.requestId);
  const choice = answer.choices[0];
  const { status, reason } = finalStatus(
    choice?.finish ?? "stop",
    choice?.parts.some(({ type }) => type === "refusal") ?? false,
  );
  const output = choice === undefined ? [] : new OutputWriter(choice, context, status).items();
  return openResponse(id, context)({ status, output, usage: wireUsage(answer.usage), error: "null", reason });
}

class OutputWriter {
  readonly #choice: AnswerChoice;
  readonly #requestId: string;
  readonly #merges: boolean;
  /** Of the last item; those before it are complete. */
  readonly #status: ItemStatus;
  readonly #shapes: ReadonlyMap<string, CallShape>;
  readonly #items: string[] = [];
  /** JSON texts of the message's parts that are not written yet. */
  #content: string[] = [];
  #hasText = false;
  #isLastPart = false;

  constructor(choice: AnswerChoice, context: RenderContext, status: ItemStatus) {
    this.#choice = choice;
    this.#requestId = context.requestId;
    this.#merges = context.mergesReasoning;
    this.#status = status;
    this.#shapes = readTools(context.fields["tools"]).shapes;
  }

  items(): readonly string[] {
    const { parts } = this.#choice;
    for (const [index, part] of parts.entries()) {
      this.#isLastPart = index === parts.length - 1;
      this.#write(part);
    }
    this.#endMessage(this.#status);
    return this.#items;
  }

  #write(part: Part): void {
    switch (part.type) {
      case "text":
        this.#content.push(this.#textPart(part));
        return;
      case "refusal":
        this.#content.push(refusalContent(part.text));
        return;
      case "reasoning":
        if (this.#merges && part.text !== "") this.#content.push(textContent(`<think>${part.text}</think>`, [], "[]"));
        else this.#item("rs", (id) => reasoningItem(part.id ?? id, part.text, partSeal(part)));
        return;
      case "tool_call":
        this.#writeCall(part);
        return;
      case "image":
        this.#writeImage(part);
        return;
      case "opaque":
        if (part.family === "responses") this.#item("", () => JSON.stringify(part.value));
        return;
      default: // a model answers with nothing else
    }
  }

  #textPart({ text, citations = [] }: TextPart): string {
    const annotations = citations.flatMap((citation) => annotationText(citation, 0, text.length) ?? []);
    const logprobs = this.#hasText ? "[]" : logprobsText(this.#choice.logprobs);
    this.#hasText = true;
    return textContent(text, annotations, logprobs);
  }

  #writeCall(part: ToolCallPart): void {
    const shape = this.#shapes.get(part.name) ?? null;
    const { signature } = part;
    if (signature !== undefined) {
      this.#item("rs", (id) => reasoningItem(id, "", sealText({ kind: "call", callId: part.id, signature })));
    }
    const { name, arguments: args } = part;
    const status = this.#isLastPart ? this.#status : "completed";
    this.#item(callPrefix(shape), (id) => callItem({ id, callId: part.id, name, shape, arguments: args, status }));
  }

  #writeImage({ source }: ImagePart): void {
    if (source.kind === "base64") this.#item("ig", (id) => imageItem(id, source.data));
    else if (source.kind === "url") this.#content.push(textContent(`![image](${source.url})`, [], "[]"));
  }

  #item(prefix: string, write: (id: string) => string): void {
    this.#endMessage("completed");
    this.#items.push(write(`${prefix}_${this.#requestId}_${this.#items.length}`));
  }

  #endMessage(status: ItemStatus): void {
    if (this.#content.length === 0) return;
    this.#items.push(messageItem(`msg_${this.#requestId}_${this.#items.length}`, status, this.#content));
    this.#content = [];
  }
}

function partSeal({ signature, redacted }: { signature?: string; redacted?: string }): string | null {
  if (redacted !== undefined) return sealText({ kind: "redacted", data: redacted });
  return signature === undefined ? null : sealText({ kind: "signature", signature });
}
