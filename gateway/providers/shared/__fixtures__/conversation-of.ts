/** A conversation of an OpenAI client with what a test wants to differ. */
import { noSampling, type Conversation, type Sampling } from "../../../contract/conversation.ts";

type Over = Partial<Omit<Conversation, "sampling">> & { readonly sampling?: Partial<Sampling> };

export function conversationOf(over: Over): Conversation {
  return {
    messages: [{ role: "user", parts: [{ type: "text", text: "hi" }] }],
    tools: [],
    toolChoice: null,
    parallelToolCalls: null,
    responseFormat: null,
    reasoning: null,
    user: null,
    isStream: false,
    family: "openai",
    extra: {},
    ...over,
    sampling: { ...noSampling, ...over.sampling },
  };
}
