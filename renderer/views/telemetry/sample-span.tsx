/** The last span that the receiver took, with every attribute as it was sent; the list can be narrowed by a word. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ShownSpan } from "../../../gateway/contract/telemetry.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { formatDateTime, formatDuration, formatTime } from "../../ui/format.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { KeyValues, Section } from "../../ui/section.tsx";

const tones: Record<ShownSpan["status"], Tone> = { unset: "neutral", ok: "ok", error: "danger" };
const mono = "font-mono text-sm wrap-anywhere";

export function SampleSpan({ span }: { readonly span: ShownSpan | null }): ReactNode {
  const { t } = useTranslation();
  const [isRead, setIsRead] = useState(false);
  const shown = useHeld(span, isRead);
  return (
    <div
      onPointerEnter={() => setIsRead(true)}
      onPointerLeave={() => setIsRead(false)}
      onFocus={() => setIsRead(true)}
      onBlur={() => setIsRead(false)}
    >
      <Section title={t("telemetry.span")}>
        {shown === null ? <p className="text-muted">{t("telemetry.spanNone")}</p> : <Span span={shown} />}
      </Section>
    </div>
  );
}

/** What is being read does not change under the reader. */
function useHeld(span: ShownSpan | null, isHeld: boolean): ShownSpan | null {
  const [kept, setKept] = useState(span);
  const shown = isHeld && kept !== null ? kept : span;
  if (shown !== kept) setKept(shown);
  return shown;
}

function Span({ span }: { readonly span: ShownSpan }): ReactNode {
  const { t, i18n } = useTranslation();
  const { name, kind, status, statusMessage, traceId, parentSpanId, startedAt, durationMs, events } = span;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2">
        <code className="font-mono font-medium">{name}</code>
        <Badge tone="neutral">{t(`telemetry.kind.${kind}`)}</Badge>
        <Badge tone={tones[status]}>{t(`telemetry.spanStatus.${status}`)}</Badge>
        {statusMessage !== null && <span className="min-w-0 text-sm wrap-anywhere text-danger">{statusMessage}</span>}
      </p>
      <KeyValues
        rows={[
          { name: t("telemetry.traceId"), value: <code className={mono}>{traceId}</code> },
          {
            name: t("telemetry.parent"),
            value: parentSpanId === null ? null : <code className={mono}>{parentSpanId}</code>,
          },
          { name: t("telemetry.started"), value: formatDateTime(startedAt, i18n.language) },
          { name: t("telemetry.duration"), value: formatDuration(durationMs) },
          {
            name: t("telemetry.events"),
            value:
              events.length === 0 ? null : (
                <span className={mono}>
                  {events.map((event) => `${event.name} ${formatTime(event.at)}`).join(", ")}
                </span>
              ),
          },
        ]}
      />
      <Attributes attributes={span.attributes} />
    </div>
  );
}

function Attributes({ attributes }: Pick<ShownSpan, "attributes">): ReactNode {
  const { t } = useTranslation();
  const [word, setWord] = useState("");
  const all = Object.entries(attributes).map(([name, value]) => [name, textOf(value)] as const);
  const wanted = word.trim().toLowerCase();
  const found = all.filter((pair) => pair.some((text) => text.toLowerCase().includes(wanted)));
  return (
    <div>
      <div className="mb-1.5 flex items-center justify-between gap-3">
        <h3 className="text-sm font-medium text-muted">
          {t("telemetry.attributes")} <span className="font-normal text-faint">{found.length}</span>
        </h3>
        <div className="flex w-64 min-w-0">
          <SearchField label={t("telemetry.find")} value={word} onChange={setWord} />
        </div>
      </div>
      <table aria-label={t("telemetry.attributes")} className="w-full table-fixed border-y border-line">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("telemetry.attribute")}</th>
            <th scope="col">{t("telemetry.value")}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {found
            .toSorted(([left], [right]) => left.localeCompare(right))
            .map(([name, value]) => (
              <tr key={name}>
                <th scope="row" className={`w-[46%] py-1 pr-4 text-left align-top font-normal text-muted ${mono}`}>
                  {name}
                </th>
                <td className={`py-1 align-top ${mono}`}>{value}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {found.length === 0 && <p className="mt-2 text-muted">{t("telemetry.findNone")}</p>}
    </div>
  );
}

function textOf(value: ShownSpan["attributes"][string]): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
