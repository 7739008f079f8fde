/**
 * Scalars as YAML text that PyYAML and Portico read back to the same value.
 *
 * Text stands plain only where no YAML reader takes it for something else: `no`, `010`, `1_000`, `12:30:00`, `1e3`, a date,
 * `~`, `=`, `<<` and the like are quoted.
 */
import { Schema } from "yaml";
import { pyyamlTags } from "../pyyaml-tags.ts";

export type Quoting = "plain" | "single" | "double";
export type ScalarValue = string | number | boolean | null;

export interface ScalarStyle {
  /** Inside `{}` or `[]`, where commas and brackets end a plain scalar. */
  readonly isFlow: boolean;
  /** Of text that could stand plain. */
  readonly wanted: Quoting;
  /** Of text that could not. */
  readonly needed: Exclude<Quoting, "plain">;
}

export function scalarText(value: ScalarValue, style: ScalarStyle): string {
  if (typeof value === "string") return quoted(value, quotingFor(value, style));
  return typeof value === "number" ? numberText(value) : String(value);
}

function quotingFor(text: string, { isFlow, wanted, needed }: ScalarStyle): Quoting {
  if (unprintable.test(text)) return "double";
  if (wanted !== "plain") return wanted;
  return canStandPlain(text, isFlow) ? "plain" : needed;
}

function quoted(text: string, quoting: Quoting): string {
  if (quoting === "plain") return text;
  return quoting === "single" ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

/** What must be escaped: control characters, line ends of any kind, byte order marks, half surrogate pairs. */
const unprintable = /[\p{Cc}\u2028\u2029\uFEFF\uFFFE\uFFFF\p{Surrogate}]/u;

/** JSON's text is YAML's, but for what JSON leaves unescaped. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** PyYAML takes an exponent only after a dot and with a sign. */
function numberText(value: number): string {
  const text = Object.is(value, -0) ? "0" : String(value);
  const [mantissa = "", exponent] = text.split("e");
  return exponent === undefined || mantissa.includes(".") ? text : `${mantissa}.0e${exponent}`;
}

const resolving = new Schema({ schema: "yaml-1.1", customTags: pyyamlTags, merge: true }).tags;
/** What other YAML readers, or a later one, take for no text. */
const readOtherwise =
  /^(?:[yn=~]|<<|---|\.\.\.|[-+]?0[xob][\da-f_]+|[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:e[-+]?\d+)?|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*|[-+]?\d[\d_]*(?::\d+)+(?:\.\d*)?)$/i;

function canStandPlain(text: string, isFlow: boolean): boolean {
  if (text === "" || /^\s|\s$/.test(text)) return false;
  if (/^(?:[,[\]{}#&*!|>'"%@`?:]|-(?:\s|$)|---|\.\.\.)/.test(text)) return false;
  if (/:(?:\s|$)|\s#/.test(text)) return false;
  if (isFlow && /[,[\]{}?]/.test(text)) return false;
  return !readOtherwise.test(text) && !resolvesOtherwise(text);
}

function resolvesOtherwise(text: string): boolean {
  return resolving.some((tag) => "test" in tag && tag.default !== false && tag.test?.test(text) === true);
}

const booleanWords: readonly (readonly [string, string])[] = [
  ["true", "false"],
  ["True", "False"],
  ["TRUE", "FALSE"],
  ["yes", "no"],
  ["Yes", "No"],
  ["YES", "NO"],
  ["on", "off"],
  ["On", "Off"],
  ["ON", "OFF"],
];

/** `True` becomes `False`, not `false`. */
export function booleanLike(value: boolean, old: string): string {
  const words = booleanWords.find((pair) => pair.includes(old)) ?? ["true", "false"];
  return words[value ? 0 : 1] ?? String(value);
}
