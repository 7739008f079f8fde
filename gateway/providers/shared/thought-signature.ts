/**
 * A thought's signature on its way through a client: marked as Gemini's, because a client may bring another model's
 * signatures along, and each refuses a whole request over the other's.
 */
const mark = "gemini:";

export function markSignature(signature: string): string {
  return mark + signature;
}

/**
 * How OpenAI's sealed reasoning begins: it is a Fernet token, version and the time's first bytes in base64.
 *
 * @source https://github.com/fernet/spec/blob/master/Spec.md (version 0x80, then 64 bits of seconds)
 */
const openaiSeal = "gAAAA";

/** @returns a signature that Claude may have made; null when there is none, or Gemini or OpenAI made it */
export function claudeSignature(signature: string | undefined): string | null {
  if (signature === undefined || signature.startsWith(mark) || signature.startsWith(openaiSeal)) return null;
  return signature;
}

/** @returns Gemini's own signature, null when somebody else made it */
export function geminiSignature(marked: string | undefined): string | null {
  return marked?.startsWith(mark) === true ? marked.slice(mark.length) : null;
}
