/**
 * A thought signature on its way through a client: marked as Gemini's, because a client may bring another model's
 * signatures along, and each refuses the other's.
 */
const mark = "gemini:";

export function markSignature(signature: string): string {
  return mark + signature;
}

/** @returns Gemini's own signature, null when somebody else made it */
export function ownSignature(marked: string | undefined): string | null {
  return marked?.startsWith(mark) === true ? marked.slice(mark.length) : null;
}

/**
 * What stands in for a signature that a client lost: models that insist on one take this word.
 *
 * @source https://ai.google.dev/gemini-api/docs/thought-signatures
 */
export const lostSignature = "skip_thought_signature_validator";
