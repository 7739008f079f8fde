/** What can be done to a session, as pure functions from one session to the next. Ids and time are given. */
import {
  maxColumns,
  type Attachment,
  type PlaygroundColumn,
  type PlaygroundMessage,
  type PlaygroundSession,
} from "../../../../gateway/contract/playground.ts";
import type { LiveAnswer } from "./answer-stream.ts";

export interface Seams {
  readonly newId: () => string;
  readonly nowMs: () => number;
}

const titleLength = 80;

export function newSession(alias: string, { newId, nowMs }: Seams): PlaygroundSession {
  const now = nowMs();
  return {
    id: newId(),
    title: "",
    createdAt: now,
    updatedAt: now,
    parentId: null,
    system: "",
    params: {
      temperature: null,
      top_p: null,
      max_tokens: null,
      seed: null,
      presence_penalty: null,
      frequency_penalty: null,
      stop: [],
      reasoning_effort: null,
    },
    tools: [],
    schema: "",
    columns: [{ id: newId(), alias, overrides: "", messages: [] }],
  };
}

/** A new column begins with what the first one was asked, so that a comparison can be joined late. */
export function addColumn(session: PlaygroundSession, alias: string, { newId }: Seams): PlaygroundSession {
  if (session.columns.length >= maxColumns) return session;
  return { ...session, columns: [...session.columns, { id: newId(), alias, overrides: "", messages: [] }] };
}

export function removeColumn(session: PlaygroundSession, columnId: string): PlaygroundSession {
  const columns = session.columns.filter(({ id }) => id !== columnId);
  return columns.length === 0 ? session : { ...session, columns };
}

export function changeColumn(
  session: PlaygroundSession,
  columnId: string,
  change: Partial<Pick<PlaygroundColumn, "alias" | "overrides">>,
): PlaygroundSession {
  return mapColumn(session, columnId, (column) => ({ ...column, ...change }));
}

/** The same question to every column. */
export function ask(
  session: PlaygroundSession,
  question: { readonly text: string; readonly attachments: readonly Attachment[] },
  { newId, nowMs }: Seams,
): PlaygroundSession {
  const { text } = question;
  const attachments = [...question.attachments];
  return {
    ...session,
    title: session.title === "" ? text.trim().slice(0, titleLength) : session.title,
    updatedAt: nowMs(),
    columns: session.columns.map((column) => ({
      ...column,
      messages: [...column.messages, { role: "user", id: newId(), text, attachments }],
    })),
  };
}

export function addAnswer(
  session: PlaygroundSession,
  columnId: string,
  { text, reasoning, toolCalls, facts }: LiveAnswer,
  { newId, nowMs }: Seams,
): PlaygroundSession {
  const changed = mapColumn(session, columnId, (column) => ({
    ...column,
    messages: [
      ...column.messages,
      { role: "assistant", id: newId(), alias: column.alias, text, reasoning, toolCalls: [...toolCalls], facts },
    ],
  }));
  return { ...changed, updatedAt: nowMs() };
}

/**
 * The stubs' answers to the calls of the newest answer.
 *
 * @returns null when there is nothing to answer, or a called tool has no stub: then the user sees the call and decides
 */
export function answerTools(session: PlaygroundSession, columnId: string, { newId }: Seams): PlaygroundSession | null {
  const newest = session.columns.find(({ id }) => id === columnId)?.messages.at(-1);
  if (newest?.role !== "assistant" || newest.toolCalls.length === 0) return null;
  const stubs = new Map(session.tools.map(({ name, stub }) => [name, stub]));
  const replies: PlaygroundMessage[] = [];
  for (const { id, name } of newest.toolCalls) {
    const text = stubs.get(name) ?? "";
    if (text === "") return null;
    replies.push({ role: "tool", id: newId(), toolCallId: id, name, text });
  }
  return mapColumn(session, columnId, (column) => ({ ...column, messages: [...column.messages, ...replies] }));
}

/** Everything after the newest question goes, so that it can be asked again. */
export function forgetAnswer(session: PlaygroundSession, columnId: string): PlaygroundSession {
  return mapColumn(session, columnId, (column) => ({
    ...column,
    messages: column.messages.slice(0, column.messages.findLastIndex(({ role }) => role === "user") + 1),
  }));
}

/**
 * A question asked differently: a branch of the session up to that question, in every column.
 *
 * Questions are counted, because each column has its own ids and tool turns.
 */
export function branchAt(
  session: PlaygroundSession,
  questionIndex: number,
  { newId, nowMs }: Seams,
): PlaygroundSession {
  return {
    ...session,
    id: newId(),
    parentId: session.id,
    createdAt: nowMs(),
    updatedAt: nowMs(),
    columns: session.columns.map((column) => ({ ...column, messages: beforeQuestion(column.messages, questionIndex) })),
  };
}

function beforeQuestion(messages: readonly PlaygroundMessage[], questionIndex: number): PlaygroundMessage[] {
  let seen = 0;
  const end = messages.findIndex(({ role }) => role === "user" && seen++ === questionIndex);
  return messages.slice(0, end === -1 ? messages.length : end);
}

/** Every column goes on from the winner's conversation; the aliases stay as they are. */
export function continueWith(session: PlaygroundSession, winnerId: string, { nowMs }: Seams): PlaygroundSession {
  const winner = session.columns.find(({ id }) => id === winnerId);
  if (winner === undefined) return session;
  return {
    ...session,
    updatedAt: nowMs(),
    columns: session.columns.map((column) => ({ ...column, messages: [...winner.messages] })),
  };
}

function mapColumn(
  session: PlaygroundSession,
  columnId: string,
  change: (column: PlaygroundColumn) => PlaygroundColumn,
): PlaygroundSession {
  return { ...session, columns: session.columns.map((column) => (column.id === columnId ? change(column) : column)) };
}
