/** Who sent a request, as one client of the graph: a program and the key it used. */
import type { SpendLogRow } from "../../../../../gateway/contract/spend-log.ts";

export interface Client {
  readonly id: string;
  /** The program as it names itself; null when it did not. */
  readonly program: string | null;
  /** The key's name, else the start of its digest; null without a key. */
  readonly key: string | null;
}

export function clientOf({
  userAgent,
  keyName,
  keyDigest,
}: Pick<SpendLogRow, "userAgent" | "keyName" | "keyDigest">): Client {
  const program = userAgent === null ? null : programOf(userAgent);
  const key = keyName ?? (keyDigest === null ? null : keyDigest.slice(0, 6));
  return { id: `${program ?? ""}|${key ?? ""}`, program, key };
}

/**
 * The name without its version, which would make a client of every release: `OpenAI/Python 1.68.2` -> `OpenAI/Python`,
 * `curl/8.7.1` -> `curl`. A browser is named by its last product.
 */
function programOf(userAgent: string): string {
  const browser = /\b(Edg|Firefox|Chrome|Safari)\//.exec(userAgent)?.[1];
  if (userAgent.startsWith("Mozilla/") && browser !== undefined) return browser === "Edg" ? "Edge" : browser;
  const name = userAgent.replace(/[ /]v?\d[\w.+-]*.*$/, "").trim();
  return (name === "" ? userAgent : name).slice(0, 60);
}
