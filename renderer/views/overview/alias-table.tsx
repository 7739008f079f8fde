/** Every alias with where it leads and whether it works; a long catalog opens folded. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AliasView } from "../../../gateway/contract/catalog.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { abilities } from "./abilities.ts";

const foldedRows = 8;
/** Beyond this the page would grow slow; the catalog view is the place for more. */
const mostRows = 500;
const head = "h-7 px-2 text-left text-sm font-normal text-faint first:pl-0 whitespace-nowrap";
const cell = "px-2 py-1 first:pl-0 align-top";

export function AliasTable({ aliases }: { readonly aliases: readonly AliasView[] }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  if (aliases.length === 0) {
    return (
      <Section title={t("overview.aliases")}>
        <EmptyState title={t("overview.aliasesEmpty")} text={t("overview.aliasesEmptyText")} />
      </Section>
    );
  }
  const shown = aliases.slice(0, isOpen ? mostRows : foldedRows);
  return (
    <Section
      title={`${t("overview.aliases")} · ${aliases.length}`}
      action={
        aliases.length > foldedRows && (
          <Button tone="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? t("overview.aliasesFewer") : t("overview.aliasesMore", { count: aliases.length })}
          </Button>
        )
      }
    >
      <div className="overflow-x-auto border-t border-line">
        <table className="w-full border-collapse">
          <thead>
            <tr className="border-b border-line">
              <th className={head}>{t("overview.alias")}</th>
              <th className={head}>{t("overview.provider")}</th>
              <th className={head}>{t("overview.model")}</th>
              <th className={head} title={t("overview.canAnswerHint")}>
                {t("overview.canAnswer")}
              </th>
              <th className={`${head} text-right`}>{t("overview.deployments")}</th>
              <th className={head}>{t("overview.state")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((view) => (
              <AliasRow key={view.alias} view={view} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function AliasRow({ view: { alias, deployments, disabledReason, aliasOf } }: { readonly view: AliasView }): ReactNode {
  const { t } = useTranslation();
  const providers = [...new Set(deployments.map(({ provider }) => provider))];
  const models = [...new Set(deployments.map(({ model }) => model))];
  // "chat" is what no mode means.
  const modes = [...new Set(deployments.map(({ mode }) => mode))].filter((mode) => mode !== "chat");
  return (
    <tr className="border-b border-line">
      <td className={`${cell} max-w-72 min-w-24 font-mono font-medium wrap-break-word`}>{alias}</td>
      <td className={`${cell} whitespace-nowrap`}>{providers.join(", ")}</td>
      <td className={`${cell} font-mono text-sm break-all`}>
        {models.join(", ")} {deployments.some(({ isMock }) => isMock) && <Badge>{t("overview.mock")}</Badge>}
      </td>
      <td className={`${cell} min-w-44 text-sm text-muted`}>
        {abilities(deployments.flatMap(({ operations }) => operations))
          .map((ability) => t(`overview.ability.${ability}`))
          .join(", ")}{" "}
        {modes.map((mode) => (
          <Badge key={mode}>{mode}</Badge>
        ))}
      </td>
      <td className={`${cell} text-right`}>{deployments.length}</td>
      <td className={cell}>
        {disabledReason === null ? (
          <span className="flex flex-wrap gap-1">
            <Badge tone="ok">{t("overview.aliasReady")}</Badge>
            {aliasOf !== null && <Badge tone="info">{t("overview.aliasPoints", { group: aliasOf })}</Badge>}
          </span>
        ) : (
          <span className="flex flex-wrap items-baseline gap-x-2">
            <Badge tone="danger">{t("overview.aliasDisabled")}</Badge>
            <span className="text-muted">{disabledReason}</span>
          </span>
        )}
      </td>
    </tr>
  );
}
