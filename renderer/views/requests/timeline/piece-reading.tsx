/** What stands at the chosen piece: its time, its size, and the text that it carried. Its height never changes. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StreamTimeline } from "../../../../gateway/contract/request-wire.ts";
import { formatBytes, formatDuration } from "../../../ui/format.ts";
import type { KeptText } from "./piece-text.ts";
import type { StreamShape } from "./stream-shape.ts";

export interface PieceReadingProps {
  readonly timeline: StreamTimeline;
  readonly shape: StreamShape;
  readonly tokens: number | null;
  readonly index: number | null;
  /** null = the log has no answer that pieces can be found in. */
  readonly text: KeptText | null;
}

export function PieceReading({ timeline, shape, tokens, index, text }: PieceReadingProps): ReactNode {
  const { t } = useTranslation();
  const { times, sizes } = timeline.toClient;
  const at = index === null ? undefined : times[index];
  if (index === null || at === undefined) {
    return (
      <p className="flex h-28 items-center justify-center rounded-md bg-sunken px-3 text-muted">{t("timeline.hint")}</p>
    );
  }
  const size = sizes[index] ?? 0;
  const before = times[index - 1];
  const share = tokens === null || shape.bytes === 0 ? null : (size / shape.bytes) * tokens;
  const said = text?.of(index) ?? null;
  return (
    <div className="flex h-28 flex-col rounded-md bg-sunken px-3 py-2">
      <p className="flex shrink-0 flex-wrap gap-x-3 text-sm">
        <span className="font-medium">{t("timeline.piece", { number: index + 1, at: formatDuration(at) })}</span>
        {before !== undefined && <span>{t("timeline.since", { gap: formatDuration(at - before) })}</span>}
        <span>{formatBytes(size)}</span>
        {share !== null && <span className="text-muted">{t("timeline.share", { tokens: share.toFixed(1) })}</span>}
      </p>
      {said === null ? (
        <p className="mt-1 text-sm text-faint">{t(text === null ? "timeline.noText" : "timeline.cutText")}</p>
      ) : (
        // A scrolling region must be reachable by key.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre tabIndex={0} className="mt-1 min-h-0 flex-1 overflow-auto font-mono text-sm break-all whitespace-pre-wrap">
          {said}
        </pre>
      )}
    </div>
  );
}
