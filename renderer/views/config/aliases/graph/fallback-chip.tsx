/** A group that stands in for an alias: its place in the order, its name, and when it is asked. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChipKind, GraphNode } from "./graph-parts.ts";

const edges: Record<ChipKind, string> = {
  fallbacks: "border-l-accent",
  context_window_fallbacks: "border-l-info",
  content_policy_fallbacks: "border-l-warn",
  default_fallbacks: "border-l-faint",
};

export function FallbackChip({
  part: { chip, position, target, isKnown },
}: {
  readonly part: Extract<GraphNode, { kind: "fallback" }>;
}): ReactNode {
  const { t } = useTranslation();
  const kind = t(`aliases.kind.${chip}`);
  return (
    <div
      className={`flex size-full items-center gap-1.5 rounded-md border border-l-[3px] bg-raised px-1.5 ${edges[chip]} ${isKnown ? "border-y-line border-r-line" : "border-y-danger border-r-danger"}`}
      title={isKnown ? `${kind}: ${t(`aliases.kindMeaning.${chip}`)}` : t("aliases.unknownTarget")}
    >
      <span className="text-xs text-faint">{position + 1}</span>
      <span className={`min-w-0 flex-1 truncate font-mono text-sm ${isKnown ? "" : "text-danger"}`}>{target}</span>
      <span className="shrink-0 text-xs text-faint">{kind}</span>
    </div>
  );
}
