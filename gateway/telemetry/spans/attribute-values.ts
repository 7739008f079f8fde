/**
 * Attributes in the making: what is not known stays out, texts lose their secrets and what is beyond the limit.
 */
export type AttributeValue = string | number | boolean | string[];
export type Attributes = Record<string, AttributeValue>;
export type AttributeDraft = Readonly<Record<string, AttributeValue | readonly string[] | null | undefined>>;

export interface TextPolicy {
  readonly redact: (text: string) => string;
  /** Characters. */
  readonly maxTextLength: number;
}

/** @returns without what is null, undefined, an empty text or an empty list */
export function finishAttributes(draft: AttributeDraft, policy: TextPolicy): Attributes {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(draft)) {
    if (value === null || value === undefined || value === "") continue;
    if (typeof value === "string") attributes[name] = cleanText(value, policy);
    else if (typeof value !== "object") attributes[name] = value;
    else if (value.length > 0) attributes[name] = value.map((text) => cleanText(text, policy));
  }
  return attributes;
}

/** Redacted whole, then cut: half a secret would no longer be found. */
export function cleanText(text: string, { redact, maxTextLength }: TextPolicy): string {
  const clean = redact(text);
  return clean.length <= maxTextLength ? clean : clean.slice(0, maxTextLength);
}

/** About what they take in memory, in bytes. */
export function sizeOf(attributes: Attributes): number {
  let size = 0;
  for (const name in attributes) {
    const value = attributes[name];
    size += 32 + name.length + (typeof value === "string" ? value.length : 8);
    if (Array.isArray(value)) for (const text of value) size += text.length;
  }
  return size;
}
