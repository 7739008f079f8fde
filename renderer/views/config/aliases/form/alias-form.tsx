/** Everything the file says about one alias, as a form at the side; what is committed becomes an edit of the text. */
import { Copy, PencilLine, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";
import { Button, IconButton } from "../../../../ui/button.tsx";
import { Section } from "../../../../ui/section.tsx";
import { useDesk } from "../desk.ts";
import { CanaryForm } from "./canary-form.tsx";
import { DeploymentList } from "./deployment-list.tsx";
import { FallbackLists } from "./fallback-lists.tsx";
import { FindingNotes } from "./finding-notes.tsx";
import { GroupTarget } from "./group-target.tsx";
import { OtherNames } from "./other-names.tsx";
import { ShareSection } from "./share-section.tsx";

export function AliasForm({ alias }: { readonly alias: DraftAlias }): ReactNode {
  const { t } = useTranslation();
  const { findings, isReadOnly, open } = useDesk();
  const notes = findings.ofAlias(alias.alias);
  return (
    <section
      aria-label={t("aliases.form.label", { alias: alias.alias })}
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <header className="flex min-h-11 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate font-mono text-base font-semibold" title={alias.alias}>
          {alias.alias}
        </h2>
        <IconButton label={t("aliases.form.close")} onClick={() => open(null)}>
          <X size={14} aria-hidden />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-auto px-4 pt-2 pb-6">
        {!isReadOnly && <AliasButtons alias={alias.alias} />}
        {notes.length > 0 && (
          <Section title={t("aliases.form.findings")}>
            <FindingNotes findings={notes} />
          </Section>
        )}
        {alias.aliasOf !== null ? (
          <Section title={t("aliases.form.pointsTo")}>
            <GroupTarget alias={alias.alias} target={alias.aliasOf} />
          </Section>
        ) : (
          <>
            <Section title={t("aliases.form.deployments")}>
              <ShareSection alias={alias} />
              <DeploymentList alias={alias} />
            </Section>
            {!isReadOnly && alias.deployments.length > 0 && (
              <Section title={t("aliases.form.canary")}>
                <CanaryForm alias={alias} />
              </Section>
            )}
          </>
        )}
        <Section title={t("aliases.form.fallbacks")}>
          <FallbackLists alias={alias} />
        </Section>
        {alias.aliasOf === null && (
          <Section title={t("aliases.form.otherNames")}>
            <OtherNames alias={alias.alias} />
          </Section>
        )}
      </div>
    </section>
  );
}

function AliasButtons({ alias }: { readonly alias: string }): ReactNode {
  const { t } = useTranslation();
  const { ask } = useDesk();
  return (
    <div className="flex flex-wrap gap-1.5 pb-1">
      <Button onClick={() => ask({ kind: "rename", alias })}>
        <PencilLine size={14} aria-hidden />
        {t("aliases.form.rename")}
      </Button>
      <Button onClick={() => ask({ kind: "duplicate", alias })}>
        <Copy size={14} aria-hidden />
        {t("aliases.form.duplicate")}
      </Button>
      <Button onClick={() => ask({ kind: "removeAlias", alias })}>
        <Trash2 size={14} aria-hidden />
        {t("aliases.form.remove")}
      </Button>
    </div>
  );
}
