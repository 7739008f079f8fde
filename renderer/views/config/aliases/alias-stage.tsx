/** The aliases as graph or list; of a file too large to draw, a list and the surroundings of the chosen alias. */
import { lazy, Suspense, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState, Skeleton } from "../../../ui/states.tsx";
import type { ShownAs } from "./alias-toolbar.tsx";
import { useDesk } from "./desk.ts";
import { neighbourhood } from "./graph/alias-index.ts";
import { layoutGraph } from "./graph/layout.ts";
import { AliasPicker } from "./list/alias-picker.tsx";
import { AliasTree } from "./list/alias-tree.tsx";
import { useAliasesOf, useClients } from "./traffic/traffic-context.tsx";

const AliasGraph = lazy(async () => ({ default: (await import("./graph/alias-graph.tsx")).AliasGraph }));

/** More aliases than this are not drawn at once. */
const mostDrawn = 150;

export interface AliasStageProps {
  /** Those that pass the filter. */
  readonly names: readonly string[];
  readonly shownAs: ShownAs;
  /** Of a large file: whose surroundings are drawn. */
  readonly chosen: string | null;
}

export function AliasStage({ names, shownAs, chosen }: AliasStageProps): ReactNode {
  const { t } = useTranslation();
  const { index, open } = useDesk();
  if (shownAs === "list") return <AliasTree names={names} />;
  if (index.names.length <= mostDrawn)
    return names.length === 0 ? <EmptyState title={t("aliases.filterNone")} /> : <Drawing names={names} />;
  return (
    <div className="grid size-full grid-cols-[minmax(160px,240px)_minmax(0,1fr)]">
      <div className="min-h-0 border-r border-line">
        <AliasPicker names={names} chosen={chosen} onChoose={open} />
      </div>
      {chosen === null || index.get(chosen) === null ? (
        <EmptyState title={t("aliases.chooseOne")} text={t("aliases.chooseOneText")} />
      ) : (
        <Surroundings alias={chosen} />
      )}
    </div>
  );
}

function Surroundings({ alias }: { readonly alias: string }): ReactNode {
  const { index } = useDesk();
  const names = useMemo(() => neighbourhood(index, alias), [index, alias]);
  return <Drawing key={alias} names={names} />;
}

function Drawing({ names }: { readonly names: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const { index, reading } = useDesk();
  const clients = useClients();
  const aliasesOf = useAliasesOf();
  const { defaultFallbacks } = reading;
  const layout = useMemo(
    () => layoutGraph({ index, names, defaultFallbacks, clients, aliasesOf }),
    [index, names, defaultFallbacks, clients, aliasesOf],
  );
  return (
    <Suspense fallback={<Skeleton lines={6} label={t("app.loading")} />}>
      <AliasGraph layout={layout} />
    </Suspense>
  );
}
