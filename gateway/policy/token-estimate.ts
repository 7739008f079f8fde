/** PLACEHOLDER until branch messages lands. */
import type { Conversation } from "../contract/conversation.ts";
export function estimateTokens(conversation: Conversation): number {
  return Math.ceil(JSON.stringify(conversation.messages).length / 4);
}
