/** Whether a name can be the name of a new alias: what a client would have to send, and not taken yet. */
import type { DraftReading } from "../../../../../gateway/contract/config-files.ts";

export type NameProblem = "nameEmpty" | "nameTaken" | "nameLong" | "nameSpace";

export function nameProblem(name: string, reading: DraftReading, own: string | null = null): NameProblem | null {
  if (name.trim() === "") return "nameEmpty";
  if (name !== name.trim() || /[\r\n\t]/.test(name)) return "nameSpace";
  if (name.length > 256) return "nameLong";
  return name !== own && reading.aliases.some(({ alias }) => alias === name) ? "nameTaken" : null;
}
