/** The virtualised list of found models: each a checkbox with what is known of it. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DiscoveredModel } from "../../../../gateway/contract/model-catalog.ts";
import { Badge } from "../../../ui/badge.tsx";
import { AbilityIcons } from "../ability-icons.tsx";
import { formatPrice, formatTokens } from "../catalog-format.ts";

const rowHeight = 30;
const headHeight = 28;
const line = "flex items-center gap-3 px-4";
const context = "w-[64px] shrink-0 text-right";
const abilities = "w-[132px] shrink-0";
const price = "w-[76px] shrink-0 text-right";
/** A row one presses reads its figures too. */
const used = "hidden w-[132px] shrink-0 truncate text-right @min-[860px]:block";

export interface ModelListProps {
  readonly models: readonly DiscoveredModel[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (model: string) => void;
}

export function ModelList({ models, chosen, onToggle }: ModelListProps): ReactNode {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler is in use that would keep its answers
  const virtual = useVirtualizer({
    count: models.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    getItemKey: (index) => models[index]?.model ?? index,
  });
  return (
    <div ref={scroller} className="@container h-full overflow-auto [scrollbar-gutter:stable]">
      <div
        aria-hidden
        className={`${line} sticky top-0 z-[1] border-b border-line bg-surface text-sm text-faint`}
        style={{ height: headHeight }}
      >
        <span className="min-w-0 flex-1 pl-6">{t("catalog.find.model")}</span>
        <span className={used} />
        <span className={abilities}>{t("catalog.column.abilities")}</span>
        <span className={context}>{t("catalog.column.context")}</span>
        <span className={price}>{t("catalog.column.inputPrice")}</span>
        <span className={price}>{t("catalog.column.outputPrice")}</span>
      </div>
      <ul aria-label={t("catalog.find.models")} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const model = models[index];
          if (model === undefined) return null;
          return (
            <ModelLine
              key={key}
              model={model}
              top={start - headHeight}
              isChosen={chosen.has(model.model)}
              onToggle={onToggle}
            />
          );
        })}
      </ul>
    </div>
  );
}

interface ModelLineProps {
  readonly model: DiscoveredModel;
  readonly top: number;
  readonly isChosen: boolean;
  readonly onToggle: (model: string) => void;
}

const ModelLine = memo(function ModelLine({ model: found, top, isChosen, onToggle }: ModelLineProps): ReactNode {
  const { t } = useTranslation();
  const { model, title, aliases } = found;
  return (
    <li className="absolute inset-x-0" style={{ height: rowHeight, transform: `translateY(${top}px)` }}>
      <label className={`${line} h-full border-b border-line ${isChosen ? "bg-selected" : "hover:bg-hover"}`}>
        <span className="flex min-w-0 flex-1 items-center gap-2.5">
          <input
            type="checkbox"
            checked={isChosen}
            aria-label={t("catalog.find.choose", { model })}
            onChange={() => onToggle(model)}
            className="size-3.5 shrink-0 accent-accent"
          />
          <span className="truncate font-mono text-sm" title={title ?? model}>
            {model}
          </span>
        </span>
        <span className={used}>
          {aliases.length > 0 && (
            <Badge tone="info" title={t("catalog.find.usedBy", { aliases: aliases.join(", ") })}>
              {aliases[0]}
              {aliases.length > 1 && ` +${aliases.length - 1}`}
            </Badge>
          )}
        </span>
        <span className={abilities}>
          <AbilityIcons abilities={found.abilities} />
        </span>
        <span className={context}>{formatTokens(found.contextTokens)}</span>
        <span className={price}>{formatPrice(found.price.inputPerMillion)}</span>
        <span className={price}>{formatPrice(found.price.outputPerMillion)}</span>
      </label>
    </li>
  );
});
