/** Whether traces are sent, where to, how that goes, and what the last span looked like. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TelemetryStatus } from "../../../gateway/contract/telemetry.ts";
import { telemetryQuery } from "../../api/telemetry-queries.ts";
import { DotLabel } from "../../ui/badge.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { ExportFigures } from "./export-figures.tsx";
import { SampleSpan } from "./sample-span.tsx";
import { TestSpan } from "./test-span.tsx";
import { TracesOff } from "./traces-off.tsx";
import { isLosing, stateOf } from "./traces-state.ts";
import { TracesSettings } from "./traces-settings.tsx";

export function TelemetryView(): ReactNode {
  const { t } = useTranslation();
  const { data, isPending, error, refetch, dataUpdatedAt } = useQuery(telemetryQuery);
  return (
    <div className="h-full overflow-auto">
      <header className="sticky top-0 z-10 flex h-12 items-center gap-3 border-b border-line bg-surface px-5">
        <h1 className="text-lg font-semibold">{t("telemetry.title")}</h1>
        {data !== undefined && <State status={data} />}
      </header>
      {data !== undefined && <Body status={data} now={dataUpdatedAt} />}
      {isPending && <Skeleton lines={6} label={t("app.loading")} />}
      {data === undefined && error !== null && (
        <ErrorState
          title={t("app.errorTitle")}
          text={error.message}
          retryLabel={t("app.retry")}
          onRetry={() => void refetch()}
        />
      )}
    </div>
  );
}

function State({ status: { traces } }: { readonly status: TelemetryStatus }): ReactNode {
  const { t } = useTranslation();
  const { tone, word } = stateOf(traces);
  return (
    <output className="text-sm">
      <DotLabel tone={tone}>{t(`telemetry.${word}`)}</DotLabel>
    </output>
  );
}

interface BodyProps {
  readonly status: TelemetryStatus;
  /** Epoch milliseconds of the reading. */
  readonly now: number;
}

function Body({ status, now }: BodyProps): ReactNode {
  const { traces } = status;
  if (traces.state === "off") return <TracesOff traces={traces} />;
  return (
    <div className="grid gap-x-8 gap-y-3 px-5 pt-2 pb-6 min-[960px]:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="min-w-0 min-[960px]:col-span-2">
        <ExportFigures traces={traces} isLosing={isLosing(traces)} now={now} />
        <TestSpan />
      </div>
      <TracesSettings status={status} />
      <SampleSpan span={traces.sampleSpan} />
    </div>
  );
}
