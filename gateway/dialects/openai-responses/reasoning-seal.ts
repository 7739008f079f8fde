/**
 * What a provider's proof of thinking looks like as `encrypted_content`, the one opaque field that Responses clients
 * send back: a client may drop every id (Codex does), so what kind of proof it is stands in the text itself.
 *
 * A plain signature goes as it is, so that one from an OpenAI upstream stays valid there. The others get a mark.
 */
export type Seal =
  | { readonly kind: "signature"; readonly signature: string }
  /** Anthropic's redacted thinking. */
  | { readonly kind: "redacted"; readonly data: string }
  /** Gemini's signature of a call. */
  | { readonly kind: "call"; readonly callId: string; readonly signature: string };

const redactedMark = "portico.redacted:";
const callMark = "portico.call:";

/** @returns the value of `encrypted_content` */
export function sealText(seal: Seal): string {
  switch (seal.kind) {
    case "signature":
      return seal.signature;
    case "redacted":
      return redactedMark + seal.data;
    case "call":
      return `${callMark}${seal.callId.length}:${seal.callId}${seal.signature}`;
  }
}

export function readSeal(encrypted: string): Seal {
  if (encrypted.startsWith(redactedMark)) return { kind: "redacted", data: encrypted.slice(redactedMark.length) };
  if (encrypted.startsWith(callMark)) return callSeal(encrypted) ?? { kind: "signature", signature: encrypted };
  return { kind: "signature", signature: encrypted };
}

function callSeal(encrypted: string): Seal | null {
  const colon = encrypted.indexOf(":", callMark.length);
  const length = Number(encrypted.slice(callMark.length, colon));
  if (colon === -1 || !Number.isSafeInteger(length) || length < 0) return null;
  const start = colon + 1;
  return {
    kind: "call",
    callId: encrypted.slice(start, start + length),
    signature: encrypted.slice(start + length),
  };
}
