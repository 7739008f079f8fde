/** What a key is: where it ends, when it was made and changed, and what it may reach. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { dash, formatDateTime } from "../../ui/format.ts";
import { formatRelative } from "../../ui/relative-time.ts";
import { KeyValues, Section } from "../../ui/section.tsx";

const mono = "font-mono text-sm break-all";

export function KeyFacts({ of, now }: { readonly of: PanelKey; readonly now: number }): ReactNode {
  const { t, i18n } = useTranslation();
  const { settings } = of;
  const at = (ms: number): string => `${formatDateTime(ms, i18n.language)} (${formatRelative(ms, now, i18n.language)})`;
  const list = (names: readonly string[]): ReactNode => <span className={mono}>{names.join(", ")}</span>;
  const owner = [settings.user_id, settings.team_id, settings.organization_id];
  return (
    <Section title={t("virtualKeys.overview.key")}>
      <KeyValues
        rows={[
          { name: t("virtualKeys.overview.end"), value: <span className={mono}>{of.keyName}</span> },
          { name: t("virtualKeys.overview.digest"), value: <span className={mono}>{of.id}</span> },
          { name: t("virtualKeys.overview.created"), value: at(of.createdAt) },
          { name: t("virtualKeys.overview.updated"), value: of.updatedAt === of.createdAt ? null : at(of.updatedAt) },
          {
            name: t("virtualKeys.overview.lastUsed"),
            value: of.lastUsedAt === null ? t("virtualKeys.notUsed") : at(of.lastUsedAt),
          },
          {
            name: t("virtualKeys.overview.expires"),
            value: of.expiresAt === null ? t("virtualKeys.never") : at(of.expiresAt),
          },
          {
            name: t("virtualKeys.overview.models"),
            value: settings.models.length === 0 ? t("virtualKeys.allModels") : list(settings.models),
          },
          {
            name: t("virtualKeys.overview.routes"),
            value:
              settings.allowed_routes.length === 0
                ? t("virtualKeys.overview.routesAll")
                : list(settings.allowed_routes),
          },
          { name: t("virtualKeys.overview.tags"), value: settings.tags.length === 0 ? null : list(settings.tags) },
          {
            name: t("virtualKeys.overview.owner"),
            value: owner.every((name) => name === null) ? null : owner.map((name) => name ?? dash).join(" / "),
          },
        ]}
      />
    </Section>
  );
}
