/** One act: how it went, who did it from where, what it changed, and its place in the chain. */
import { ArrowLeft, ListFilter, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AuditLine } from "../../../gateway/contract/audit.ts";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { KeyValues, Section } from "../../ui/section.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { actWords, objectWords, resultTones, whoWords } from "./act-words.ts";
import { ChangeTable } from "./change-table.tsx";

export interface AuditDetailProps {
  /** null = not there; undefined = not read yet. */
  readonly line: AuditLine | null | undefined;
  readonly onClose: () => void;
  /** Shows the acts on this object only. */
  readonly onObject: (object: string) => void;
  /** It stands in the place of the list, so closing it is going back. */
  readonly isAlone: boolean;
}

export function AuditDetail({ line, onClose, onObject, isAlone }: AuditDetailProps): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-label={t("audit.detail")} className="flex h-full min-h-0 min-w-0 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        {isAlone && (
          <IconButton label={t("app.back")} onClick={onClose} className="-ml-2">
            <ArrowLeft size={14} aria-hidden />
          </IconButton>
        )}
        {line != null && (
          <>
            <h2 className="min-w-0 truncate font-medium">{actWords(line.act, t)}</h2>
            <Badge tone={resultTones[line.outcome.result]}>{t(`audit.result.${line.outcome.result}`)}</Badge>
          </>
        )}
        <span className="flex-1" />
        {!isAlone && (
          <IconButton label={t("app.close")} onClick={onClose}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {line === undefined && <Skeleton lines={8} label={t("app.loading")} />}
      {line === null && <EmptyState title={t("audit.goneTitle")} text={t("audit.goneText")} />}
      {line != null && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling text is scrolled by key
        <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-4 pb-4 outline-offset-[-2px]">
          <Facts line={line} onObject={onObject} />
          <Changes line={line} />
          <Chain line={line} />
        </div>
      )}
    </section>
  );
}

interface PartProps {
  readonly line: AuditLine;
}

function Facts({ line, onObject }: PartProps & Pick<AuditDetailProps, "onObject">): ReactNode {
  const { t, i18n } = useTranslation();
  const { who, from, object, outcome, refusalsLeftOut } = line;
  const key = who.key === null ? null : <Mono text={who.key} />;
  const session = who.session === null ? null : <Mono text={who.session} />;
  const status = [outcome.status, outcome.code].filter((part) => part !== null).join(" ");
  return (
    <Section title={t("audit.facts")}>
      <KeyValues
        rows={[
          { name: t("audit.column.at"), value: formatDateTime(Date.parse(line.at), i18n.language) },
          { name: t("audit.column.object"), value: <Subject object={object} onObject={onObject} /> },
          { name: t("audit.column.who"), value: whoWords(who, t) },
          { name: t("audit.key"), value: key },
          { name: t("audit.session"), value: session },
          { name: t("audit.column.address"), value: from.address === null ? null : <Mono text={from.address} /> },
          { name: t("audit.forwardedFor"), value: from.forwardedFor },
          { name: t("audit.userAgent"), value: from.userAgent },
          { name: t("audit.callId"), value: from.callId === null ? null : <Mono text={from.callId} /> },
          { name: t("audit.status"), value: status === "" ? null : <Mono text={status} /> },
          { name: t("audit.reason"), value: outcome.reason },
          { name: t("audit.refusalsLeftOut"), value: refusalsLeftOut === 0 ? null : String(refusalsLeftOut) },
        ]}
      />
    </Section>
  );
}

function Subject({ object, onObject }: Pick<AuditLine, "object"> & Pick<AuditDetailProps, "onObject">): ReactNode {
  const { t } = useTranslation();
  const wanted = object.kind === "session" ? null : object.id === "" ? object.name : object.id;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="min-w-0 wrap-anywhere">
        {objectWords(object, t)} {object.name !== null && <Mono text={object.id} />}
      </span>
      {wanted !== null && (
        <IconButton label={t("audit.onlyThis")} className="-my-1" onClick={() => onObject(wanted.slice(0, 200))}>
          <ListFilter size={14} aria-hidden />
        </IconButton>
      )}
    </span>
  );
}

function Changes({ line: { changes, changesLeftOut } }: PartProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t("audit.changes")}>
      {changes.length === 0 ? <p className="text-muted">{t("audit.noChanges")}</p> : <ChangeTable changes={changes} />}
      {changesLeftOut > 0 && <p className="mt-2 text-muted">{t("audit.changesLeftOut", { count: changesLeftOut })}</p>}
    </Section>
  );
}

function Chain({ line }: PartProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t("audit.place")}>
      <KeyValues
        rows={[
          { name: t("audit.number"), value: String(line.sequence) },
          { name: t("audit.id"), value: <Mono text={line.id} /> },
          { name: t("audit.digest"), value: <Mono text={line.digest} /> },
          { name: t("audit.previous"), value: <Mono text={line.previous} /> },
        ]}
      />
    </Section>
  );
}

function Mono({ text }: { readonly text: string }): ReactNode {
  return <span className="font-mono text-sm wrap-anywhere">{text}</span>;
}
