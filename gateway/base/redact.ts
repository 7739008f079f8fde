/**
 * Takes secrets out of text before it reaches any sink: every loaded secret by its exact value (also base64, URL-encoded
 * and JSON-escaped), and what looks like a key by its pattern.
 *
 * Linear time: one alternation of literals, and patterns without nested repetition.
 */
/** What stands in the place of a secret. */
export const mask = "[redacted]";
const minSecretLength = 6;

/** What looks like a key whoever gave it out. */
export const keyShapes: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{16,}/g,
  /\bBearer [A-Za-z0-9._~+/=-]{12,}/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g,
  /\bya29\.[A-Za-z0-9._-]{10,}/g, // Google's access tokens: minted while running, so no config holds them
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g,
];

export type Redactor = (text: string) => string;

/** @param secrets  exact values; shorter ones than 6 characters are left, they would hit ordinary words */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = new Set(secrets.filter((secret) => secret.length >= minSecretLength).flatMap(formsOf));
  const literal = forms.size === 0 ? null : alternation([...forms].sort((a, b) => b.length - a.length));
  return (text) => {
    let clean = literal === null ? text : text.replace(literal, mask);
    for (const pattern of keyShapes) clean = clean.replace(pattern, mask);
    return clean;
  };
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString("base64");
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    base64,
    base64.replace(/=+$/, ""),
    Buffer.from(secret).toString("base64url"),
    encodeURIComponent(secret),
    escaped,
  ];
}

function alternation(words: readonly string[]): RegExp {
  return new RegExp(words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("|"), "g");
}
