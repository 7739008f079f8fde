/** The graph's lesser cards: another name for a group, every other alias, and how many more there are. */
import { CornerDownRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { GraphNode } from "./graph-parts.ts";

export function GroupCard({
  part: { target, isKnown },
}: {
  readonly part: Extract<GraphNode, { kind: "group" }>;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <div
      className={`flex size-full items-center gap-2 rounded-md border border-dashed bg-raised px-2 ${isKnown ? "border-line-strong" : "border-danger"}`}
      title={isKnown ? undefined : t("aliases.unknownTarget")}
    >
      <CornerDownRight size={14} className="shrink-0 text-faint" aria-hidden />
      <span className="truncate text-sm">{t("aliases.pointsTo", { target })}</span>
    </div>
  );
}

export function DefaultCard(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="flex size-full flex-col justify-center rounded-md border border-dashed border-line-strong bg-surface px-2.5">
      <span className="truncate font-medium">{t("aliases.everyOther")}</span>
      <span className="truncate text-sm text-faint">{t("aliases.everyOtherText")}</span>
    </div>
  );
}

export function MoreCard({
  part: { kind, count },
}: {
  readonly part: Extract<GraphNode, { kind: "moreClients" | "moreDeployments" }>;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="flex size-full items-center rounded-md border border-line bg-surface px-2 text-sm text-muted">
      <span className="truncate">{t(`aliases.${kind}`, { count })}</span>
    </div>
  );
}
