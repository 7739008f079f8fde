/** What the Messages tab shows, whatever dialect a request was written in: messages and answers made of plain parts. */
export type Media = "image" | "audio" | "video" | "document";

/** Short figures of operations that are no conversation; each has its word in the language tables. */
export type FactName =
  | "dimensions"
  | "encoding"
  | "vectors"
  | "size"
  | "quality"
  | "count"
  | "voice"
  | "format"
  | "speed"
  | "language"
  | "duration"
  | "tokens"
  | "estimate"
  | "topN"
  | "verdict"
  | "categories";

export interface MediaPart {
  readonly kind: "media";
  readonly media: Media;
  /** Media type, file name or address as the client wrote it; null when it said none. */
  readonly name: string | null;
  /** null when the content is elsewhere or was not kept. */
  readonly bytes: number | null;
  /** A `data:` address of a picture that came along; drawn only when it is asked for. */
  readonly picture?: string;
}

export type Part =
  | { readonly kind: "text" | "refusal"; readonly text: string }
  /** An empty text = reasoning that only its provider can read. */
  | { readonly kind: "reasoning"; readonly text: string }
  | { readonly kind: "tool_call"; readonly id: string; readonly name: string; readonly text: string }
  | {
      readonly kind: "tool_result";
      /** Of the call it answers; "" when it names none. */
      readonly id: string;
      readonly name: string;
      readonly isError: boolean;
      readonly parts: readonly Part[];
    }
  | MediaPart
  /** One of a list, e.g. a text to embed or a document to rank. */
  | { readonly kind: "item"; readonly label: string; readonly text: string }
  | { readonly kind: "fact"; readonly name: FactName; readonly value: string }
  | { readonly kind: "error"; readonly code: string; readonly text: string }
  | { readonly kind: "other"; readonly type: string };

export interface ShownMessage {
  readonly role: string;
  readonly parts: readonly Part[];
}

export interface ShownAnswer {
  readonly parts: readonly Part[];
  readonly finishReason: string | null;
}

/**
 * How one operation's bodies are read. Bodies come from anywhere and may be cut: a reader passes over what it does not
 * know, and throws for nothing.
 */
export interface Dialect {
  readRequest(body: unknown): readonly ShownMessage[];
  /** Names of the tools that were offered. */
  toolsOffered?(body: unknown): readonly string[];
  /** @param isCut  the body's end is missing, so nothing in it can be counted */
  readAnswer(body: unknown, isCut: boolean): readonly ShownAnswer[];
  /** @param events  each event's or line's JSON, in order */
  readStream?(events: readonly unknown[]): readonly ShownAnswer[];
}
