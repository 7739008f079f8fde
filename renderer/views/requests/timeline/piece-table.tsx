/** The same timeline as a table, page by page: for readers of text, and for looking something up. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChunkSeries } from "../../../../gateway/contract/request-wire.ts";
import { Button } from "../../../ui/button.tsx";
import { formatBytes, formatDuration } from "../../../ui/format.ts";
import type { KeptText } from "./piece-text.ts";

const pageSize = 100;

export interface PieceTableProps {
  readonly series: ChunkSeries;
  readonly tokens: number | null;
  /** Of all pieces. */
  readonly bytes: number;
  readonly text: KeptText | null;
}

export function PieceTable(props: PieceTableProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [page, setPage] = useState(0);
  const count = props.series.times.length;
  const pages = Math.ceil(count / pageSize);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded-sm py-1 text-sm font-semibold text-muted select-none hover:text-ink">
        {t("timeline.table")}
      </summary>
      {isOpen && <Page {...props} from={page * pageSize} />}
      {isOpen && pages > 1 && (
        <div className="mt-2 flex items-center gap-2">
          <Button tone="quiet" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {t("timeline.earlier")}
          </Button>
          <span className="text-sm text-muted">{t("timeline.page", { page: page + 1, pages })}</span>
          <Button tone="quiet" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            {t("timeline.later")}
          </Button>
        </div>
      )}
    </details>
  );
}

function Page({ series, tokens, bytes, text, from }: PieceTableProps & { readonly from: number }): ReactNode {
  const { t } = useTranslation();
  const { times, sizes } = series;
  const heads = ["number", "at", "gap", "bytes", "tokens", "text"] as const;
  return (
    <table className="w-full table-fixed text-sm">
      <thead>
        <tr className="text-left text-muted">
          {heads.map((name) => (
            <th
              key={name}
              scope="col"
              className={`py-1 pr-3 font-normal ${name === "text" ? "" : "w-[4.75rem] text-right"}`}
            >
              {t(`timeline.head.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {times.slice(from, from + pageSize).map((time, offset) => {
          const index = from + offset;
          const [before, size = 0] = [times[index - 1], sizes[index]];
          const cells = [
            String(index + 1),
            formatDuration(time),
            before === undefined ? "" : formatDuration(time - before),
            formatBytes(size),
            tokens === null || bytes === 0 ? "" : ((size / bytes) * tokens).toFixed(1),
          ];
          return (
            <tr key={index} className="border-t border-line">
              {cells.map((cell, column) => (
                <td key={heads[column]} className="py-0.5 pr-3 text-right whitespace-nowrap">
                  {cell}
                </td>
              ))}
              <td className="truncate py-0.5 font-mono">{text?.of(index) ?? ""}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
