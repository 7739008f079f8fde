/** Whether a line of the audit log is one that is looked for. */
import type { AuditFilter, AuditLine } from "../../contract/audit.ts";

/** @param text  the line as it is written */
export function matchesFilter(line: AuditLine, text: string, filter: AuditFilter): boolean {
  const at = Date.parse(line.at);
  if (filter.from !== undefined && !(at >= filter.from)) return false;
  if (filter.to !== undefined && !(at < filter.to)) return false;
  if (filter.result !== undefined && line.outcome.result !== filter.result) return false;
  if (!isAct(line.act, filter.act)) return false;
  const { who, object } = line;
  if (!isOneOf(filter.who, who.kind, [who.name, who.key, who.session, who.changedBy])) return false;
  if (!isOneOf(filter.object, object.kind, [object.id, object.name])) return false;
  const low = text.toLowerCase();
  return words(filter.text).every((word) => low.includes(word));
}

function isAct(act: string, wanted: string | undefined): boolean {
  return wanted === undefined || wanted === "" || act === wanted || act.startsWith(`${wanted}.`);
}

/** The kind itself, or a part of a name. */
function isOneOf(wanted: string | undefined, kind: string, names: readonly (string | null)[]): boolean {
  if (wanted === undefined || wanted === "" || wanted === kind) return true;
  const low = wanted.toLowerCase();
  return names.some((name) => name?.toLowerCase().includes(low) === true);
}

/** As they stand in the line's JSON. */
function words(text = ""): string[] {
  const parts = text.toLowerCase().split(/\s+/);
  return parts.filter((word) => word !== "").map((word) => JSON.stringify(word).slice(1, -1));
}
