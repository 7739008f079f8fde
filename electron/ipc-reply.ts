/**
 * How an answer crosses from the main process to the preload: a value or a refusal in words.
 *
 * A handler that throws would show its stack to the page; an envelope shows what we chose to say.
 */
export type IpcReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: IpcRefusal; readonly message: string };

export type IpcRefusal = "sender_not_allowed" | "invalid_payload" | "reply_too_large" | "failed";

/** Channel of one desktop method. */
export const channelOf = (method: string): string => `desktop:${method}`;
