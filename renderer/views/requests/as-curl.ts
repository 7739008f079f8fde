/** A logged request as a curl line: the key comes from the environment, the body from the log (redacted as stored). */
import type { SpendLogDetail } from "../../../gateway/contract/spend-log.ts";

/**
 * @param baseUrl ends in `/v1`
 * @returns null when the line would not repeat the call: a body that was not kept whole, or a form, whose files went
 *   through text
 */
export function asCurl(
  { path, requestBody, requestCut }: Pick<SpendLogDetail, "path" | "requestBody" | "requestCut">,
  baseUrl: string,
): string | null {
  if (requestBody === null || requestCut || !/^\s*\{/.test(requestBody)) return null;
  const origin = baseUrl.replace(/\/v1$/, "");
  return [
    `curl ${quote(origin + path)}`,
    `-H "Authorization: Bearer $LITELLM_MASTER_KEY"`,
    `-H "Content-Type: application/json"`,
    `--data-binary ${quote(requestBody)}`,
  ].join(" \\\n  ");
}

/** Single quotes keep every character for a POSIX shell but the single quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
