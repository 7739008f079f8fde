/** One piece of a client's settings with where it goes and its copy buttons. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../../api/desktop.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import type { Snippet } from "./clients/client.ts";

export interface SnippetViewProps {
  readonly clientName: string;
  readonly snippet: Snippet;
}

export function SnippetView({ clientName, snippet }: SnippetViewProps): ReactNode {
  if (snippet.kind === "form") return <FormFields snippet={snippet} />;
  return <TextSnippet clientName={clientName} snippet={snippet} />;
}

function TextSnippet({
  clientName,
  snippet: { place, text },
}: {
  readonly clientName: string;
  readonly snippet: Extract<Snippet, { kind: "text" }>;
}): ReactNode {
  const { t } = useTranslation();
  const where = typeof place === "string" ? t(`overview.place.${place}`) : place.file;
  const name = `${clientName}, ${where}`;
  return (
    <div>
      <p className={`mb-1 text-sm text-muted ${typeof place === "string" ? "" : "font-mono"}`}>{where}</p>
      <CodeBlock
        isWrapped
        label={name}
        text={text}
        action={
          <CopyButton label={`${t("app.copy")}: ${name}`} doneLabel={t("app.copied")} copy={() => copyText(text)} />
        }
      />
    </div>
  );
}

function FormFields({
  snippet: { place, fields },
}: {
  readonly snippet: Extract<Snippet, { kind: "form" }>;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <div>
      <p className="mb-1 text-sm text-muted">{place}</p>
      <dl className="divide-y divide-line rounded-md border border-line bg-sunken">
        {fields.map(([name, value]) => (
          <div key={name} className="flex min-h-8 flex-wrap items-center gap-x-3 py-0.5 pr-1 pl-3">
            <dt className="w-60 shrink-0 text-muted">{name}</dt>
            <dd className="flex min-h-7 min-w-0 flex-1 items-center gap-2">
              {value === null ? (
                <span className="min-w-0">{t("overview.keyValue")}</span>
              ) : (
                <>
                  <code className="min-w-0 flex-1 font-mono text-sm wrap-anywhere">{value}</code>
                  <CopyButton
                    label={`${t("app.copy")}: ${name}`}
                    doneLabel={t("app.copied")}
                    copy={() => copyText(value)}
                  />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
