/** A request's or an answer's raw form on either side of the gateway: first line, headers, and the body. */
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { wireQuery } from "../../../api/queries.ts";
import { Select } from "../../../ui/select.tsx";
import { DetailBody } from "../detail-body.tsx";
import { HeadersTable } from "./headers-table.tsx";
import { clientSide, sidesOf, type Direction } from "./wire-side.ts";

export interface DetailWireProps {
  readonly detail: SpendLogDetail;
  readonly direction: Direction;
}

export function DetailWire({ detail, direction }: DetailWireProps): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(clientSide);
  const isRunning = detail.state === "in_flight";
  const { data } = useQuery({ ...wireQuery(detail.id), enabled: !isRunning });
  const sides = sidesOf(detail, data?.wire ?? null, direction);
  const side = sides.find(({ id }) => id === chosen) ?? sides[0];
  if (side === undefined) return null;
  const label = t(`detail.tabs.${direction}`);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-4">
        <Select
          label={t("wire.side")}
          value={side.id}
          options={sides.map(({ id, attempt }) => ({
            value: id,
            label:
              attempt === null
                ? t(`wire.client.${direction}`)
                : t(`wire.attempt.${direction}`, { number: attempt + 1 }),
          }))}
          onChange={setChosen}
        />
        <span className="min-w-0 truncate font-mono text-sm" title={side.head}>
          {side.head}
        </span>
        {side.isSame && <span className="ml-auto shrink-0 text-sm text-muted">{t("wire.same")}</span>}
      </div>
      {side.isUntouched && side.isCut && (
        <p className="border-b border-line px-4 py-1.5 text-sm text-muted">{t("wire.untouched")}</p>
      )}
      <HeadersTable key={`${direction} ${side.id}`} label={t("wire.headers")} headers={side.headers} />
      <div className="min-h-0 flex-1">
        <DetailBody
          key={side.id}
          label={label}
          text={side.text}
          bytes={side.bytes}
          isCut={side.isCut}
          isRunning={isRunning}
        />
      </div>
    </div>
  );
}
