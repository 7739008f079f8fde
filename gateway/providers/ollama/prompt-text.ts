/**
 * Messages as one text with headings, which is how LiteLLM writes a chat for /api/generate.
 *
 * Neighbours of one heading run together without a gap; all images of the chat stand in one list. A prompt that is for
 * the model as it is (`raw`, `suffix`: fill in the middle) gets no headings.
 * @source golden cases chat-ollgen-plain, chat-ollgen-system-developer
 */
import type { OllamaMessage } from "./chat-messages.ts";

export interface PromptText {
  readonly prompt: string;
  readonly images: readonly string[];
}

const headings = { system: "System", user: "User", tool: "User", assistant: "Assistant" } as const;

export function promptText(messages: readonly OllamaMessage[], isBare: boolean): PromptText {
  return {
    prompt: isBare ? messages.map(({ content }) => content).join("") : withHeadings(messages),
    images: messages.flatMap(({ images }) => images ?? []),
  };
}

function withHeadings(messages: readonly OllamaMessage[]): string {
  let prompt = "";
  let open = "";
  for (const { role, content } of messages) {
    if (content === "") continue;
    const heading = headings[role];
    if (heading !== open) prompt += `${open === "" ? "" : "\n\n"}### ${heading}:\n`;
    prompt += content;
    open = heading;
  }
  return open === "" ? prompt : `${prompt}\n\n`;
}
