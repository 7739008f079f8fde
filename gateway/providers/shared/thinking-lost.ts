/**
 * Whether a running tool loop lost the thoughts that it began with.
 *
 * Claude takes a wish to think in the middle of a loop only together with the signed thoughts before its calls. Many
 * clients cannot bring those back (their dialect, or their SDK, has no place for a signature), and the API would refuse
 * their second step; so they go on without thinking, which the caller notes as dropped.
 *
 * @source the API's own refusal: "When `thinking` is enabled, a final `assistant` message must start with a thinking
 *   block (preceeding the lastmost set of `tool_use` and `tool_result` blocks)"
 */
import type { Message, ReasoningPart } from "../../contract/conversation.ts";

/** @param isProof  whether the target can be given this thought */
export function isThinkingLost(messages: readonly Message[], isProof: (part: ReasoningPart) => boolean): boolean {
  const question = messages.findLastIndex(
    ({ role, parts }) => role === "user" && parts.some(({ type }) => type !== "tool_result"),
  );
  const said = messages.slice(question + 1).filter(({ role }) => role === "assistant");
  const parts = said.flatMap((message) => message.parts);
  const hasCalls = parts.some(({ type }) => type === "tool_call");
  return hasCalls && !parts.some((part) => part.type === "reasoning" && isProof(part));
}
