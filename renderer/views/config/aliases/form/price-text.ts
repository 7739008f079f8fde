/**
 * A price per token as dollars per million tokens and back, exactly: the decimal point moves, no digit is computed.
 *
 * @source LiteLLM: `input_cost_per_token` and `output_cost_per_token` are US dollars per token
 */
const tokens = 6;
/** More digits than a double keeps would change on their way through the file. */
const keptDigits = 15;

/** @param perToken as the file has it, number or text. @returns `0.15`; null when it is no price */
export function perMillionText(perToken: unknown): string | null {
  if (typeof perToken !== "number" && typeof perToken !== "string") return null;
  const parts = decimalParts(String(perToken));
  return parts === null ? null : plainText(parts.digits, parts.exponent + tokens);
}

/** @param text dollars per million. @returns dollars per token, with the same digits; null when it is no price */
export function perTokenFrom(text: string): number | null {
  const parts = decimalParts(text.trim().replace(/^\$\s*/, ""));
  if (parts === null || parts.digits.length > keptDigits) return null;
  return Number(`${parts.digits}e${parts.exponent - tokens}`);
}

interface DecimalParts {
  /** No zeros at either end; "0" for nothing. */
  readonly digits: string;
  /** Of the last digit. */
  readonly exponent: number;
}

function decimalParts(text: string): DecimalParts | null {
  const match = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (match === null || !/\d/.test(`${match[1] ?? ""}${match[2] ?? ""}`)) return null;
  const [, whole = "", fraction = "", power = "0"] = match;
  const all = `${whole}${fraction}`.replace(/^0+/, "");
  const digits = all.replace(/0+$/, "");
  if (digits === "") return { digits: "0", exponent: 0 };
  return { digits, exponent: Number(power) - fraction.length + (all.length - digits.length) };
}

function plainText(digits: string, exponent: number): string {
  if (digits === "0") return "0";
  if (exponent >= 0) return digits + "0".repeat(exponent);
  const padded = digits.padStart(1 - exponent, "0");
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
