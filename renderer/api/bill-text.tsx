/** A bill in one line: the exact sum of what is known, marked where counts were estimated, and beside it the unknown. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Bill } from "../../gateway/contract/replay.ts";
import { dash, formatUsd } from "../ui/format.ts";

export function BillText({ bill: { nanos, priced, estimated, unknown } }: { readonly bill: Bill }): ReactNode {
  const { t } = useTranslation();
  if (priced === 0 && unknown === 0) return <span className="text-faint">{dash}</span>;
  return (
    <>
      {priced > 0 && (
        <span title={estimated > 0 ? t("replays.estimatedOf", { count: estimated }) : undefined}>
          {estimated > 0 && "≈ "}
          {formatUsd(nanos)}
        </span>
      )}
      {unknown > 0 && (
        <span className="text-warn">
          {priced > 0 && " + "}
          {t("replays.unknownOf", { count: unknown })}
        </span>
      )}
    </>
  );
}
