/** The lines that the file will gain, worked out by the gateway as it will do it. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConfigEdit } from "../../../../gateway/contract/config-edit.ts";
import { callGateway } from "../../../api/gateway-client.ts";
import { fileName } from "../catalog-format.ts";
import { splicePreview, type PreviewLine } from "./splice-preview.ts";

export interface EntryPreviewProps {
  readonly file: string | null;
  readonly text: string | null;
  readonly edits: readonly ConfigEdit[];
}

export function EntryPreview({ file, text, edits }: EntryPreviewProps): ReactNode {
  const { t } = useTranslation();
  const wanted = useDeferredValue(JSON.stringify(edits));
  const { data, error } = useQuery({
    queryKey: ["discover", "preview", file, text, wanted],
    queryFn: async ({ signal }) => {
      const body = { file: file ?? "", text: text ?? "", edits: JSON.parse(wanted) as ConfigEdit[] }; // written above
      return callGateway("configEdit", {}, { body, signal });
    },
    enabled: file !== null && text !== null,
    // The last preview stays until the next is there: nothing flickers while a name is typed.
    placeholderData: (previous) => previous,
    retry: false,
  });
  if (error !== null) {
    return (
      <p role="alert" className="text-danger">
        {error.message}
      </p>
    );
  }
  if (data === undefined || text === null) return <p className="text-muted">{t("catalog.find.previewing")}…</p>;
  const title = t("catalog.find.preview", { file: fileName(file ?? "") });
  return (
    <div className="min-w-0">
      <h3 className="mb-1.5 text-sm font-semibold text-muted">{title}</h3>
      {/* A scrolling region must be reachable by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section tabIndex={0} aria-label={title} className={frame}>
        <pre className="w-max min-w-full font-mono text-sm">
          {splicePreview(text, data.splices).map((line, index) => (
            <Line key={index} line={line} />
          ))}
        </pre>
      </section>
    </div>
  );
}

const frame = "overflow-x-auto rounded-md border border-line bg-sunken py-1.5";
const tints: Readonly<Record<PreviewLine["kind"], string>> = {
  added: "bg-ok-tint",
  removed: "bg-danger-tint",
  same: "text-muted",
  gap: "text-faint",
};
const signs: Readonly<Record<PreviewLine["kind"], string>> = { added: "+", removed: "−", same: " ", gap: "⋯" };

function Line({ line: { kind, text, line } }: { readonly line: PreviewLine }): ReactNode {
  return (
    <div className={`flex ${tints[kind]}`}>
      <span className="w-12 shrink-0 pr-2 text-right text-faint select-none">{line}</span>
      <span className="w-4 shrink-0 select-none">{signs[kind]}</span>
      <span className="pr-3">{text}</span>
    </div>
  );
}
