/**
 * The open session and its running answers, outside React: a column's tokens render that column alone.
 *
 * Every change is kept in SQLite soon after it (a second), and at once when the window is left. A session without any
 * question is not kept: opening the playground leaves nothing behind.
 */
import type { PlaygroundSession } from "../../../gateway/contract/playground.ts";
import type { LiveAnswer } from "./model/answer-stream.ts";
import { emptyAnswer } from "./model/answer-stream.ts";
import { requestBody, type BodyProblem } from "./model/request-body.ts";
import { addAnswer, answerTools, type Seams } from "./model/session-edits.ts";

export interface StoreParts extends Seams {
  readonly run: (request: RunRequest) => Promise<LiveAnswer>;
  /** What the log knows of a request once it ended; null when it does not say. */
  readonly billOf: (requestId: string) => Promise<Partial<LiveAnswer["facts"]> | null>;
  readonly save: (session: PlaygroundSession) => Promise<void>;
}

export interface RunRequest {
  readonly body: Readonly<Record<string, unknown>>;
  readonly sessionId: string;
  readonly signal: AbortSignal;
  readonly onChange: (answer: LiveAnswer) => void;
}

export interface ColumnProblem {
  readonly columnId: string;
  readonly problem: BodyProblem;
  readonly detail: string;
}

export type SaveState = "saved" | "pending" | { readonly problem: string };

interface Running {
  readonly abort: AbortController;
  readonly answer: LiveAnswer;
}

const saveAfterMs = 1000;
/** A model that calls tools for ever is stopped here. */
const maxToolRounds = 8;

export class PlaygroundStore {
  readonly #parts: StoreParts;
  readonly #listeners = new Set<() => void>();
  #session: PlaygroundSession;
  #running: ReadonlyMap<string, Running> = new Map();
  #problems: readonly ColumnProblem[] = [];
  #saveState: SaveState = "saved";
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(session: PlaygroundSession, parts: StoreParts) {
    this.#session = session;
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly session = (): PlaygroundSession => this.#session;
  readonly problems = (): readonly ColumnProblem[] => this.#problems;
  readonly saveState = (): SaveState => this.#saveState;
  readonly isRunning = (): boolean => this.#running.size > 0;
  /** The same value until that column's answer grew; null = it does not run. */
  readonly liveAnswer = (columnId: string): LiveAnswer | null => this.#running.get(columnId)?.answer ?? null;

  /** Another session takes the place at once; what runs is stopped, and what it said so far is kept with its own. */
  open(session: PlaygroundSession): void {
    for (const [columnId, { answer }] of this.#running) {
      const stopped: LiveAnswer = { ...answer, facts: { ...answer.facts, state: "stopped" } };
      this.#set(addAnswer(this.#session, columnId, stopped, this.#parts));
    }
    this.stopAll();
    void this.flush();
    this.#running = new Map();
    this.#session = session;
    this.#problems = [];
    this.#saveState = "saved";
    this.#tell();
  }

  change(change: (session: PlaygroundSession, seams: Seams) => PlaygroundSession): void {
    this.#set(change(this.#session, this.#parts));
  }

  /** Every column answers what it was asked last; a column whose settings are not readable says so instead. */
  runAll(): void {
    this.#problems = [];
    for (const { id } of this.#session.columns) void this.runColumn(id);
  }

  async runColumn(columnId: string): Promise<void> {
    const { id: sessionId } = this.#session;
    for (let round = 0; round < maxToolRounds; round++) {
      const answer = await this.#runOnce(columnId);
      if (answer === null || this.#session.id !== sessionId) return;
      this.#set(addAnswer(this.#session, columnId, answer, this.#parts));
      void this.#learnBill(columnId, answer);
      const next = answer.facts.state === "done" ? answerTools(this.#session, columnId, this.#parts) : null;
      if (next === null) return;
      this.#set(next);
    }
  }

  stop(columnId: string): void {
    this.#running.get(columnId)?.abort.abort();
  }

  stopAll(): void {
    for (const { abort } of this.#running.values()) abort.abort();
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    await this.#save();
  }

  async #runOnce(columnId: string): Promise<LiveAnswer | null> {
    const column = this.#session.columns.find(({ id }) => id === columnId);
    if (column === undefined || this.#running.has(columnId)) return null;
    const made = requestBody(this.#session, column);
    if ("problem" in made) {
      this.#problems = [...this.#problems.filter((other) => other.columnId !== columnId), { columnId, ...made }];
      this.#tell();
      return null;
    }
    this.#problems = this.#problems.filter((other) => other.columnId !== columnId);
    const abort = new AbortController();
    this.#setRunning(columnId, { abort, answer: emptyAnswer });
    const answer = await this.#parts.run({
      body: made.body,
      sessionId: this.#session.id,
      signal: abort.signal,
      onChange: (grown) => {
        if (this.#running.get(columnId)?.abort === abort) this.#setRunning(columnId, { abort, answer: grown });
      },
    });
    if (this.#running.get(columnId)?.abort === abort) this.#setRunning(columnId, null);
    return answer;
  }

  /** The log's row has the cost, and the tokens of what was stopped half-way. */
  async #learnBill(columnId: string, { facts: { requestId } }: LiveAnswer): Promise<void> {
    const bill = requestId === null ? null : await this.#parts.billOf(requestId);
    if (bill === null) return;
    this.#set({
      ...this.#session,
      columns: this.#session.columns.map((column) =>
        column.id === columnId
          ? {
              ...column,
              messages: column.messages.map((message) =>
                message.role === "assistant" && message.facts.requestId === requestId
                  ? { ...message, facts: { ...message.facts, ...bill } }
                  : message,
              ),
            }
          : column,
      ),
    });
  }

  #setRunning(columnId: string, running: Running | null): void {
    const next = new Map(this.#running);
    if (running === null) next.delete(columnId);
    else next.set(columnId, running);
    this.#running = next;
    this.#tell();
  }

  #set(session: PlaygroundSession): void {
    if (session === this.#session) return;
    this.#session = session;
    if (session.columns.some(({ messages }) => messages.length > 0)) {
      this.#saveState = "pending";
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        void this.#save();
      }, saveAfterMs);
    }
    this.#tell();
  }

  async #save(): Promise<void> {
    const session = this.#session;
    const state = await this.#parts.save(session).then(
      (): SaveState => (this.#session === session ? "saved" : "pending"),
      (failure: unknown): SaveState => ({ problem: failure instanceof Error ? failure.message : String(failure) }),
    );
    if (this.#session.id !== session.id) return;
    this.#saveState = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
