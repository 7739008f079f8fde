/**
 * A thought's signature on its way through a client: marked as Gemini's, because a client may bring another model's
 * signatures along, and each refuses a whole request over the other's.
 */
const mark = "gemini:";

export function markSignature(signature: string): string {
  return mark + signature;
}

/** @returns Gemini's own signature, null when somebody else made it */
export function geminiSignature(marked: string | undefined): string | null {
  return marked?.startsWith(mark) === true ? marked.slice(mark.length) : null;
}
