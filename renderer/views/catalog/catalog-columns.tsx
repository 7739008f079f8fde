/** The columns of the catalog: how wide, what stands in a cell, and which ones are shown until someone chooses. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import { Badge } from "../../ui/badge.tsx";
import { dash, formatCount, formatDuration } from "../../ui/format.ts";
import { AbilityIcons } from "./ability-icons.tsx";
import { fileName, formatPrice, formatShare, formatSpeed, formatTokens, formatUse } from "./catalog-format.ts";
import type { ColumnName } from "./catalog-search.ts";
import { healthTones } from "./health-tone.ts";

export interface Column {
  readonly name: ColumnName;
  /** Pixels. */
  readonly width: number;
  readonly className?: string;
  readonly isShownFirst: boolean;
  readonly cell: (row: CatalogRow, isCounted: boolean) => ReactNode;
}

const right = "justify-end text-right";

export const columns: readonly Column[] = [
  {
    name: "alias",
    width: 156,
    className: "font-mono text-sm font-medium",
    isShownFirst: true,
    cell: ({ alias }) => <Cut text={alias} />,
  },
  { name: "provider", width: 96, isShownFirst: true, cell: ({ provider }) => <Cut text={provider || dash} /> },
  { name: "model", width: 208, className: "font-mono text-sm", isShownFirst: true, cell: (row) => <Model row={row} /> },
  { name: "health", width: 104, isShownFirst: true, cell: (row) => <Health row={row} /> },
  { name: "mode", width: 96, className: "text-muted", isShownFirst: false, cell: ({ mode }) => mode || dash },
  { name: "context", width: 72, className: right, isShownFirst: true, cell: (row) => formatTokens(row.contextTokens) },
  {
    name: "abilities",
    width: 132,
    isShownFirst: true,
    cell: ({ abilities }) => <AbilityIcons abilities={abilities} />,
  },
  {
    name: "inputPrice",
    width: 80,
    className: right,
    isShownFirst: true,
    cell: ({ price }) => formatPrice(price.inputPerMillion),
  },
  {
    name: "outputPrice",
    width: 84,
    className: right,
    isShownFirst: true,
    cell: ({ price }) => formatPrice(price.outputPerMillion),
  },
  {
    name: "calls",
    width: 84,
    className: right,
    isShownFirst: true,
    cell: ({ calls }, isCounted) => (isCounted ? formatCount(calls) : dash),
  },
  { name: "errors", width: 60, className: right, isShownFirst: true, cell: (row) => <Errors row={row} /> },
  {
    name: "firstToken",
    width: 84,
    className: right,
    isShownFirst: true,
    cell: ({ medianFirstTokenMs }) => formatDuration(medianFirstTokenMs),
  },
  {
    name: "total",
    width: 76,
    className: right,
    isShownFirst: false,
    cell: ({ medianTotalMs }) => formatDuration(medianTotalMs),
  },
  {
    name: "speed",
    width: 76,
    className: right,
    isShownFirst: true,
    cell: ({ tokensPerSecond }) => formatSpeed(tokensPerSecond),
  },
  {
    name: "minute",
    width: 92,
    className: right,
    isShownFirst: false,
    cell: ({ rateLimits: { rpmUsed, rpmLimit } }) => formatUse(rpmUsed, rpmLimit),
  },
  {
    name: "running",
    width: 76,
    className: right,
    isShownFirst: false,
    cell: ({ rateLimits: { inFlight, parallelLimit } }) => formatUse(inFlight, parallelLimit),
  },
  { name: "weight", width: 64, className: right, isShownFirst: false, cell: ({ weight }) => formatCount(weight) },
  {
    name: "place",
    width: 140,
    className: "font-mono text-sm text-muted",
    isShownFirst: false,
    cell: ({ file, line }) => <Cut text={`${fileName(file)}:${line}`} />,
  },
];

function Cut({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="truncate" title={text}>
      {text}
    </span>
  );
}

/** A row that cannot work, or does not, says why in the place of its model. */
function Model({ row: { model, isMock, health, healthReason } }: { readonly row: CatalogRow }): ReactNode {
  const { t } = useTranslation();
  if (health === "disabled") return <span className="truncate font-sans text-danger">{healthReason}</span>;
  return (
    <>
      <Cut text={model} />
      {isMock && <Badge>{t("catalog.builtIn")}</Badge>}
    </>
  );
}

function Health({ row: { health, healthReason } }: { readonly row: CatalogRow }): ReactNode {
  const { t } = useTranslation();
  return (
    <Badge tone={healthTones[health]} title={healthReason ?? t(`catalog.healthMeaning.${health}`)}>
      {t(`catalog.healthName.${health}`)}
    </Badge>
  );
}

function Errors({ row: { calls, errors } }: { readonly row: CatalogRow }): ReactNode {
  return <span className={errors > 0 ? "text-danger" : ""}>{formatShare(errors, calls)}</span>;
}
