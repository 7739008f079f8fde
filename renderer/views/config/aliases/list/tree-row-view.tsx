/* oxlint-disable jsx-a11y/prefer-tag-over-role -- only some rows exist at a time, which a table element cannot be */
/** One row of the list: what it is, where it leads, its state and its traffic. */
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "../../../../ui/badge.tsx";
import { useDesk } from "../desk.ts";
import { useSecondsLeft } from "../graph/use-seconds-left.ts";
import { FlowCounts } from "../graph/flow-counts.tsx";
import type { GraphNode } from "../graph/graph-parts.ts";
import { placeWords } from "../graph/host-of.ts";
import { clientWords } from "../graph/node-words.ts";
import { useCatalogRow } from "../traffic/traffic-context.tsx";
import type { TreeRow } from "./tree-rows.ts";

export const treeColumns =
  "grid grid-cols-[minmax(180px,5fr)_minmax(140px,4fr)_minmax(110px,2fr)_minmax(150px,3fr)] items-center gap-3 px-4";

export interface TreeRowViewProps {
  readonly row: TreeRow;
  readonly id: string;
  readonly place: number;
  readonly top: number;
  readonly height: number;
  readonly isCurrent: boolean;
  readonly onToggle: () => void;
  readonly onChoose: () => void;
}

export const TreeRowView = memo(function TreeRowView(props: TreeRowViewProps): ReactNode {
  const { row, id, place, top, height, isCurrent, onToggle, onChoose } = props;
  const { opened } = useDesk();
  const { part, level, isOpen } = row;
  const isSelected = part.kind === "alias" && part.alias.alias === opened;
  const Arrow = isOpen === true ? ChevronDown : ChevronRight;
  return (
    // The grid has the focus and the keys; a row only takes the click.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="row"
      id={id}
      aria-level={level}
      aria-rowindex={place + 2}
      aria-expanded={isOpen ?? undefined}
      aria-selected={isSelected}
      className={`${treeColumns} absolute inset-x-0 border-b border-line ${isSelected ? "bg-selected" : "hover:bg-hover"} ${isCurrent ? "group-focus-visible:shadow-[inset_2px_0_0_var(--accent)]" : ""}`}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={onChoose}
    >
      <span role="gridcell" className={`flex min-w-0 items-center gap-1 ${level === 2 ? "pl-11" : ""}`}>
        {isOpen !== null && (
          // Left and right do the same for the row that has the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <span
            role="presentation"
            className="flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-selected"
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            <Arrow size={14} className="text-faint" aria-hidden />
          </span>
        )}
        <Name part={part} />
      </span>
      <span role="gridcell" className="truncate text-sm text-muted">
        <What part={part} />
      </span>
      <span role="gridcell" className="truncate text-sm">
        <State part={part} />
      </span>
      <span role="gridcell" className="truncate text-sm">
        {row.flow !== "" && <FlowCounts flowKey={row.flow} />}
      </span>
    </div>
  );
});

function Name({ part }: { readonly part: GraphNode }): ReactNode {
  const { t } = useTranslation();
  switch (part.kind) {
    case "alias":
      return <span className="truncate font-mono font-medium">{part.alias.alias}</span>;
    case "default":
      return <span className="truncate font-medium">{t("aliases.everyOther")}</span>;
    case "client":
      return <span className="truncate">{clientWords(t, part.client).name}</span>;
    case "deployment":
      return <span className="truncate font-mono text-sm">{part.deployment.model}</span>;
    case "fallback":
    case "group":
      return <span className="truncate font-mono text-sm">{part.target}</span>;
    case "moreClients":
    case "moreDeployments":
      return <span className="truncate text-muted">{t(`aliases.${part.kind}`, { count: part.count })}</span>;
  }
}

function What({ part }: { readonly part: GraphNode }): ReactNode {
  const { t } = useTranslation();
  switch (part.kind) {
    case "alias":
      if (part.alias.aliasOf !== null) return t("aliases.pointsTo", { target: part.alias.aliasOf });
      return t("aliases.table.deployments", { number: part.alias.deployments.length });
    case "default":
      return t("aliases.everyOtherText");
    case "client":
      return `${t("aliases.table.client")} · ${clientWords(t, part.client).key}`;
    case "deployment":
      return placeWords(part.deployment);
    case "fallback":
      return `${t("aliases.table.fallback", { position: part.position + 1 })} · ${t(`aliases.kind.${part.chip}`)}`;
    case "group":
      return t("aliases.table.group");
    default:
      return null;
  }
}

function State({ part }: { readonly part: GraphNode }): ReactNode {
  const { t } = useTranslation();
  const { findings } = useDesk();
  if (part.kind === "deployment") return <DeploymentState part={part} />;
  if ((part.kind === "fallback" || part.kind === "group") && !part.isKnown)
    return <Badge tone="danger">{t("aliases.unknownTarget")}</Badge>;
  const [first] = part.kind === "alias" ? findings.ofAlias(part.alias.alias) : [];
  return first === undefined ? null : <span className="text-warn">{first.message}</span>;
}

function DeploymentState({ part }: { readonly part: Extract<GraphNode, { kind: "deployment" }> }): ReactNode {
  const { t } = useTranslation();
  const health = useCatalogRow(part.deployment.id);
  const seconds = useSecondsLeft(health?.cooldownUntil ?? null);
  const { problem } = part.deployment;
  if (problem !== null) return <span className="text-danger">{problem}</span>;
  if (seconds !== null) return <Badge tone="info">{t("aliases.cooling", { seconds })}</Badge>;
  const share = part.isWaiting ? t("aliases.waits") : t("aliases.shareOf", { percent: part.percent });
  const state = health === null ? "" : ` · ${t(`aliases.health.${health.health}`)}`;
  return (
    <span className="text-muted">
      {share}
      {state}
    </span>
  );
}
