/**
 * The conversation's messages as `system` and `messages`.
 *
 * For clients of other families the API's rules are kept by the gateway: system messages move to `system`, neighbours
 * of one role become one turn with tool results first, the first turn is a user's, empty texts go, the last
 * assistant text ends without white space. A client of Anthropic's family knows the rules: its turns stay as they are,
 * and its later system messages in their place.
 *
 * @source https://docs.claude.com/en/api/messages; golden `chat-claude-tool-result`
 */
import type { Conversation, Message } from "../../contract/conversation.ts";
import { writePart } from "./write-part.ts";

type Block = Readonly<Record<string, unknown>>;

interface Turn {
  readonly role: "user" | "assistant" | "system";
  readonly content: readonly Block[];
}

export interface WrittenMessages {
  readonly system: readonly Block[];
  readonly messages: readonly Turn[];
}

export function writeMessages(conversation: Conversation, notes: Set<string>): WrittenMessages {
  const isOwn = conversation.family === "anthropic";
  const turns = conversation.messages.map((message, index) => turnOf(message, index, isOwn, notes));
  const firstTurn = isOwn ? turns.findIndex(({ role }) => role !== "system") : turns.length;
  const hoisted = turns.filter(({ role }, index) => role === "system" && index < firstTurn);
  const rest = turns.filter((turn) => !hoisted.includes(turn));
  return {
    system: hoisted.flatMap(({ content }) => content),
    messages: isOwn ? rest : trimmedEnd(startingWithUser(merged(rest))),
  };
}

function turnOf(message: Message, index: number, isOwn: boolean, notes: Set<string>): Turn {
  if (message.name !== undefined) notes.add(`messages[${index}].name`);
  const role = message.role === "developer" ? "system" : message.role;
  const content = message.parts.flatMap((part) => {
    if (part.type === "text" && part.text === "" && !isOwn) return [];
    const block = role === "system" && part.type !== "text" && !isOwn ? null : writePart(part, isOwn);
    if (block === null) notes.add(`messages[${index}].${part.type}`);
    return block === null ? [] : [block];
  });
  return { role, content };
}

function merged(turns: readonly Turn[]): readonly Turn[] {
  const groups: { role: Turn["role"]; content: Block[] }[] = [];
  for (const { role, content } of turns) {
    if (content.length === 0) continue;
    const last = groups.at(-1);
    if (last?.role === role) last.content.push(...content);
    else groups.push({ role, content: [...content] });
  }
  return groups.map(({ role, content }) => ({ role, content: role === "user" ? resultsFirst(content) : content }));
}

function resultsFirst(content: readonly Block[]): readonly Block[] {
  const isResult = ({ type }: Block): boolean => type === "tool_result";
  return [...content.filter(isResult), ...content.filter((block) => !isResult(block))];
}

/** The API wants a user's turn first; LiteLLM puts the same full stop there. */
function startingWithUser(turns: readonly Turn[]): readonly Turn[] {
  if (turns[0]?.role === "user") return turns;
  return [{ role: "user", content: [{ type: "text", text: "." }] }, ...turns];
}

function trimmedEnd(turns: readonly Turn[]): readonly Turn[] {
  const turn = turns.at(-1);
  const block = turn?.content.at(-1);
  if (turn?.role !== "assistant" || block === undefined || typeof block["text"] !== "string") return turns;
  const text = block["text"].trimEnd();
  const content = text === "" ? turn.content.slice(0, -1) : [...turn.content.slice(0, -1), { ...block, text }];
  return content.length === 0 ? turns.slice(0, -1) : [...turns.slice(0, -1), { ...turn, content }];
}
