/** Words for acts and results. An act that this panel does not know keeps its name: a newer gateway wrote it. */
import type { TFunction } from "i18next";
import { auditActs, type AuditLine } from "../../../gateway/contract/audit.ts";
import type { Tone } from "../../ui/badge.tsx";

export function actWords(act: string, t: TFunction): string {
  const known = auditActs.find((name) => name === act);
  return known === undefined ? act : t(`audit.act.${known}`);
}

export function whoWords({ kind, name, changedBy }: AuditLine["who"], t: TFunction): string {
  const who = kind === "key" && name !== null ? name : t(`audit.who.${kind}`);
  return changedBy === null ? who : `${who} (${changedBy})`;
}

export function objectWords({ kind, id, name }: AuditLine["object"], t: TFunction): string {
  if (kind === "session") return t(id === "link" ? "audit.byLink" : "audit.byKey");
  return name ?? (id === "" ? kind : id);
}

export const resultTones: Readonly<Record<AuditLine["outcome"]["result"], Tone>> = {
  done: "ok",
  refused: "warn",
  failed: "danger",
  interrupted: "danger",
};
