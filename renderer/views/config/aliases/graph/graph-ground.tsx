/** Under the cards: the ground of each row, the heads of the columns, and the lines. Hidden from screen readers: cards say it. */
import { ViewportPortal } from "@xyflow/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FlowLine } from "./flow-line.tsx";
import { sizes } from "./geometry.ts";
import { useGraph } from "./graph-context.ts";
import { aliasId, type GraphLayout } from "./graph-parts.ts";

const heads = [
  { name: "clients", x: sizes.clientX },
  { name: "aliases", x: sizes.aliasX },
  { name: "deployments", x: sizes.deploymentX },
  { name: "fallbacks", x: sizes.fallbackX },
] as const;

export function GraphGround({ layout }: { readonly layout: GraphLayout }): ReactNode {
  const { t } = useTranslation();
  const { dropRow, near } = useGraph();
  const nearNodes = nodesOf(layout, near);
  return (
    <ViewportPortal>
      <svg
        aria-hidden
        className="pointer-events-none absolute top-0 left-0 overflow-visible"
        style={{ zIndex: -1 }}
        width={1}
        height={1}
      >
        <defs>
          <marker
            id="alias-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M1,1 L7,4 L1,7" fill="none" stroke="context-stroke" strokeWidth="1.5" />
          </marker>
        </defs>
        {layout.rows.map(({ alias, y, height }) => (
          <rect
            key={alias ?? "default"}
            x={sizes.bandX}
            y={y}
            width={sizes.bandRight - sizes.bandX}
            height={height}
            rx={8}
            fill={alias === null ? "transparent" : "var(--sunken)"}
            stroke={dropRow === alias ? "var(--accent)" : "var(--line)"}
            strokeWidth={dropRow === alias ? 2 : 1}
            strokeDasharray={alias === null ? "4 4" : undefined}
          />
        ))}
        {heads.map(({ name, x }) => (
          <text key={name} x={x} y={sizes.top - 12} fill="var(--faint)" fontSize={12}>
            {t(`aliases.column.${name}`)}
          </text>
        ))}
        {!layout.nodes.some(({ kind }) => kind === "client") && (
          <text x={sizes.clientX} y={sizes.top + 24} fill="var(--faint)" fontSize={12}>
            {t("aliases.noClients")}
          </text>
        )}
        {layout.lines.map((line) => (
          <FlowLine key={line.id} line={line} isNear={nearNodes.has(line.source) || nearNodes.has(line.target)} />
        ))}
      </svg>
    </ViewportPortal>
  );
}

/** The alias's own card and what stands in its row. */
function nodesOf({ nodes }: GraphLayout, alias: string | null): ReadonlySet<string> {
  if (alias === null) return new Set();
  const own = nodes.filter((node) => "alias" in node && node.alias === alias).map(({ id }) => id);
  return new Set([aliasId(alias), ...own]);
}
