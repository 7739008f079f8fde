/** A text as a YAML scalar: as it is where that reads back the same, else in quotes. */
const plain = /^[\p{L}\p{N}_./][\p{L}\p{N}_./+@=~ -]*(?::[\p{L}\p{N}_./+@=~-]+)*$/u;
/** What PyYAML would read as something other than text. */
const otherThanText =
  /^(?:true|false|yes|no|on|off|null|~|[-+]?[0-9][0-9_,.:eE+-]*|0[xob][0-9a-fA-F_]+|[-+]?\.(?:inf|nan)|\.[0-9].*)$/i;

export function yamlText(text: string): string {
  const isPlain = plain.test(text) && !otherThanText.test(text) && !text.endsWith(" ");
  return isPlain ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
