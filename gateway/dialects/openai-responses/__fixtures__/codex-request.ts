/**
 * Codex's requests, written by hand from its source: what it sends in a first turn, in a tool loop, with the local shell
 * and when it wants a schema. It sends no item ids, a null for absent encrypted reasoning, and `store: false`.
 *
 * @source openai/codex `codex-rs/codex-api/src/common.rs` (ResponsesApiRequest), `protocol/src/models.rs` (ResponseItem)
 */
import { readFileSync } from "node:fs";

export type CodexRequestName = "first-turn" | "tool-loop" | "local-shell" | "final-schema";

export function codexRequest(name: CodexRequestName): Record<string, unknown> {
  const text = readFileSync(new URL(`./codex/${name}.json`, import.meta.url), "utf8");
  return JSON.parse(text) as Record<string, unknown>; // our own file, an object
}
