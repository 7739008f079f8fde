/**
 * What a model said, before any dialect: one script that every speaker of the loopback upstream puts into its own wire.
 *
 * So a test states once what was said, and each client must hear the same behind every provider.
 */
export interface Said {
  /** null: the model did not think aloud. */
  readonly reasoning: string | null;
  /** In the pieces in which it is streamed. */
  readonly text: readonly string[];
  readonly calls: readonly SaidCall[];
  readonly finish: "stop" | "length" | "tool_calls" | "content_filter";
}

export interface SaidCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What a speaker understood of a request; enough for a model that answers by rule. */
export interface Heard {
  readonly tools: readonly HeardTool[];
  /** A tool that the client insists on; `*` = any. */
  readonly forcedTool: string | null;
  /** The last message is a tool's result. */
  readonly isAnswered: boolean;
  /** Schema of the answer that was asked for. */
  readonly schema: Readonly<Record<string, unknown>> | null;
  readonly isStream: boolean;
}

export interface HeardTool {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The parts of a stream's wire; a cut falls after `opening`. */
export interface SpokenStream {
  readonly type: string;
  /** Up to and including the first piece of content. */
  readonly opening: readonly (string | Buffer)[];
  readonly rest: readonly (string | Buffer)[];
}

/** One provider's dialect. */
export interface Speaker {
  hear(body: Body, path: string): Heard;
  whole(said: Said, body: Body): unknown;
  stream(said: Said, body: Body): SpokenStream;
  failure(status: number, message: string): unknown;
}

/** Nothing of a model that anybody tells apart by its id may have it twice. */
let answers = 0;

/** Called once for each answer: the speakers keep it through a stream. */
export function newAnswerId(prefix: string): string {
  return `${prefix}${++answers}`;
}

export type Body = Readonly<Record<string, unknown>>;

/** Every answer costs the same, however its dialect counts it. */
export const spokenUsage = { prompt: 100, cached: 40, completion: 30, reasoning: 10 } as const;

/** Base64, as Google and AWS insist. */
export const spokenSignature = "c2lnbmVkLWJ5LXRoZS1tb2RlbA==";

export const callsTwoTools: Said = {
  reasoning: "Both cities are needed.",
  text: [],
  calls: [
    { id: "call_seoul", name: "weather", arguments: { city: "서울", days: 2 } },
    { id: "call_busan", name: "weather", arguments: { city: "부산" } },
  ],
  finish: "tool_calls",
};

export const saysHello: Said = { reasoning: null, text: ["Hel", "lo 안", "녕 🙂"], calls: [], finish: "stop" };

/** @returns a text in two pieces that a stream cuts arguments into */
export function halves(text: string): readonly [string, string] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

/** A stream whose cut falls after its first `count` pieces. */
export function cutAfter(count: number, type: string, pieces: readonly (string | Buffer)[]): SpokenStream {
  return { type, opening: pieces.slice(0, count), rest: pieces.slice(count) };
}

export function sse(value: unknown, name?: string): string {
  return `${name === undefined ? "" : `event: ${name}\n`}data: ${JSON.stringify(value)}\n\n`;
}
