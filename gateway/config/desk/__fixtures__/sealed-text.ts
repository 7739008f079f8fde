/** A config that says of itself whether it is whole: its last line is the digest of all lines above. */
import { hash } from "node:crypto";

const lines = 400;

export function sealedText(name: string): string {
  const body = [
    `# ${name}`,
    "model_list:",
    ...Array.from(
      { length: lines },
      (_, index) =>
        `  - {model_name: ${name}-${index}, litellm_params: {model: openai/x, api_key: sk-${index}-secret}}`,
    ),
    "",
  ].join("\n");
  return `${body}# sealed ${hash("sha256", body)}\n`;
}

export function isSealed(text: string): boolean {
  const at = text.lastIndexOf("# sealed ");
  return at > 0 && text.slice(at) === `# sealed ${hash("sha256", text.slice(0, at))}\n`;
}
