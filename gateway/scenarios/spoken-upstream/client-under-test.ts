/** What every client is asked to do in its own SDK's way, and what it says it heard. */
import type { Alias } from "./gateway-of-every-dialect.ts";

export interface Ask {
  readonly alias: Alias;
  readonly stream: boolean;
  readonly tools?: boolean;
  /** Asks the model to think. */
  readonly thinks?: boolean;
  /** Asks for an answer of `placeSchema`. */
  readonly schema?: boolean;
  /** A second turn: the first answer and the results of its calls. */
  readonly after?: { readonly heard: ClientHeard; readonly results: readonly ToolOutput[] };
  readonly signal?: AbortSignal;
  /** Called when a piece of a stream arrives. */
  readonly onFirst?: () => void;
}

export interface ToolOutput {
  readonly text: string;
  /** Base64 PNG beside the text. */
  readonly image?: string;
}

export interface ClientHeard {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: unknown }[];
  /** The client dialect's word. */
  readonly finish: string | null;
  readonly usage: ClientUsage;
  /** Pieces of text that arrived. */
  readonly pieces: number;
  /** What the client keeps of the answer for its next turn, in its SDK's own shape. */
  readonly history: unknown;
}

/** null: the client's dialect has no place for it, or says nothing. */
export interface ClientUsage {
  readonly prompt: number | null;
  readonly completion: number | null;
  readonly cached: number | null;
  readonly reasoning: number | null;
}

export interface ClientUnderTest {
  ask(ask: Ask): Promise<ClientHeard>;
  /** @returns the SDK's name of the error's class and the status it carries */
  readError(error: unknown): { readonly name: string; readonly status: number | null };
}

export const question = "How is the weather?";
export const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
export const weatherSchema = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "integer" } },
  required: ["city"],
  additionalProperties: false,
} as const;
export const placeSchema = {
  type: "object",
  properties: { place: { type: "string" }, height: { type: "integer" } },
  required: ["place", "height"],
  additionalProperties: false,
} as const;
export const placeAnswer = { place: "한라산", height: 1947 };
