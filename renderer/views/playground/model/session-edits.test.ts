import { describe, expect, it } from "vitest";
import { playgroundSessionSchema, type PlaygroundSession } from "../../../../gateway/contract/playground.ts";
import { emptyAnswer } from "./answer-stream.ts";
import {
  addAnswer,
  addColumn,
  answerTools,
  ask,
  branchAt,
  continueWith,
  forgetAnswer,
  newSession,
  removeColumn,
} from "./session-edits.ts";

let ids = 0;
const seams = { newId: () => `id-${++ids}`, nowMs: () => 1000 };
const textsOf = (session: PlaygroundSession, column = 0): string[] =>
  session.columns[column]?.messages.map(({ text }) => text) ?? [];
const answered = (session: PlaygroundSession, column: number, text: string): PlaygroundSession =>
  addAnswer(session, session.columns[column]?.id ?? "", { ...emptyAnswer, text }, seams);

/** Two questions, two columns, every answer its own. */
function talk(): PlaygroundSession {
  let session = addColumn(newSession("a", seams), "b", seams);
  for (const question of ["first", "second"]) {
    session = ask(session, { text: question, attachments: [] }, seams);
    session = answered(answered(session, 0, `a ${question}`), 1, `b ${question}`);
  }
  return session;
}

describe("a playground session", () => {
  it("asks every column and names itself after the first question", () => {
    const session = talk();
    expect(session.title).toBe("first");
    expect(textsOf(session)).toEqual(["first", "a first", "second", "a second"]);
    expect(textsOf(session, 1)).toEqual(["first", "b first", "second", "b second"]);
    expect(playgroundSessionSchema.parse(session)).toEqual(session);
  });

  it("holds one to six columns", () => {
    let session = newSession("a", seams);
    for (let turn = 0; turn < 9; turn++) session = addColumn(session, "b", seams);
    expect(session.columns).toHaveLength(6);
    for (const { id } of session.columns) session = removeColumn(session, id);
    expect(session.columns).toHaveLength(1);
  });

  it("asks the newest question again without what came after it", () => {
    const session = talk();
    expect(textsOf(forgetAnswer(session, session.columns[0]?.id ?? ""))).toEqual(["first", "a first", "second"]);
  });

  it("branches before a question and leaves the session as it is", () => {
    const session = talk();
    const branch = branchAt(session, 1, seams);
    expect(branch.parentId).toBe(session.id);
    expect(branch.id).not.toBe(session.id);
    expect(textsOf(branch, 1)).toEqual(["first", "b first"]);
    expect(textsOf(session, 1)).toHaveLength(4);
    expect(textsOf(branchAt(session, 0, seams))).toEqual([]);
  });

  it("goes on from the winner in every column", () => {
    const session = talk();
    const next = continueWith(session, session.columns[1]?.id ?? "", seams);
    expect(textsOf(next, 0)).toEqual(textsOf(session, 1));
    expect(next.columns.map(({ alias }) => alias)).toEqual(["a", "b"]);
  });

  it("answers tool calls by their stubs, and only when every call has one", () => {
    const call = { id: "c1", name: "weather", arguments: "{}" };
    const tool = { name: "weather", description: "", parameters: "", stub: '{"sky":"clear"}' };
    const asked = ask({ ...newSession("a", seams), tools: [tool] }, { text: "?", attachments: [] }, seams);
    const columnId = asked.columns[0]?.id ?? "";
    const called = addAnswer(asked, columnId, { ...emptyAnswer, toolCalls: [call] }, seams);
    expect(answerTools(called, columnId, seams)?.columns[0]?.messages.at(-1)).toMatchObject({
      role: "tool",
      toolCallId: "c1",
      text: '{"sky":"clear"}',
    });
    expect(answerTools({ ...called, tools: [{ ...tool, stub: "" }] }, columnId, seams)).toBeNull();
    expect(answerTools(asked, columnId, seams)).toBeNull();
  });
});
