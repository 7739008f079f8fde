/** Two deployments side by side. What differs stands out; what is equal steps back. */
import { ArrowLeft, ArrowLeftRight, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import { IconButton } from "../../ui/button.tsx";
import { compareFacts, type ComparedGroup } from "./compare-facts.ts";

export interface CompareViewProps {
  readonly left: CatalogRow;
  readonly right: CatalogRow;
  readonly isAlone: boolean;
  readonly onSwap: () => void;
  readonly onEnd: () => void;
}

const scrolling = "min-h-0 flex-1 overflow-auto px-4 pb-6 outline-offset-[-2px]";

export function CompareView({ left, right, isAlone, onSwap, onEnd }: CompareViewProps): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-label={t("catalog.compare.title")} className="flex h-full min-h-0 min-w-0 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="flex-1 font-medium">{t("catalog.compare.title")}</h2>
        <IconButton label={t("catalog.compare.swap")} onClick={onSwap}>
          <ArrowLeftRight size={14} aria-hidden />
        </IconButton>
        <IconButton label={t("catalog.compare.end")} onClick={onEnd}>
          {isAlone ? <ArrowLeft size={14} aria-hidden /> : <X size={14} aria-hidden />}
        </IconButton>
      </div>
      {/* A scrolling region must be reachable by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section tabIndex={0} aria-label={t("catalog.compare.facts")} className={scrolling}>
        <table className="w-full table-fixed border-collapse">
          <colgroup>
            <col className="w-[136px]" />
            <col />
            <col />
          </colgroup>
          <thead className="sticky top-0 bg-surface">
            <tr className="border-b border-line">
              <th className="h-9 text-left text-sm font-normal text-faint">{t("catalog.compare.fact")}</th>
              {[left, right].map(({ deploymentId, alias }) => (
                <th key={deploymentId} className="h-9 truncate pl-3 text-left font-mono font-medium" title={alias}>
                  {alias}
                </th>
              ))}
            </tr>
          </thead>
          {compareFacts(left, right, t).map((group) => (
            <Group key={group.title} group={group} />
          ))}
        </table>
      </section>
    </section>
  );
}

function Group({ group: { title, facts } }: { readonly group: ComparedGroup }): ReactNode {
  const { t } = useTranslation();
  return (
    <tbody>
      <tr>
        <th scope="colgroup" colSpan={3} className="h-9 pt-2 text-left text-sm font-semibold text-muted">
          {title}
        </th>
      </tr>
      {facts.map(({ name, left, right, differs }) => (
        <tr key={name} className="border-b border-line">
          <th scope="row" className="py-1 pr-2 text-left align-top font-normal text-muted">
            {name}
            {differs && <span className="sr-only">, {t("catalog.compare.differs")}</span>}
          </th>
          {[left, right].map((value, side) => (
            <td
              key={side === 0 ? "left" : "right"}
              className={`py-1 pl-3 align-top wrap-anywhere ${differs ? "bg-selected font-medium" : "text-muted"}`}
            >
              {value}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
