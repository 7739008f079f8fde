/** The first room: how to connect, whether the config is right, what aliases there are, and the last calls. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useGateway } from "../../api/gateway-context.tsx";
import { aliasesQuery } from "../../api/queries.ts";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { AliasTable } from "./alias-table.tsx";
import { ConfigPanel } from "./config-panel.tsx";
import { ConnectPanel } from "./connect-panel.tsx";
import { LastCalls } from "./last-calls.tsx";
import { NowPanel } from "./now-panel.tsx";

export function OverviewView(): ReactNode {
  const { t } = useTranslation();
  const { status } = useGateway();
  const aliases = useQuery(aliasesQuery);
  return (
    <div className="h-full overflow-auto">
      <header className="sticky top-0 z-10 flex h-12 items-center border-b border-line bg-surface px-5">
        <h1 className="text-lg font-semibold">{t("overview.title")}</h1>
      </header>
      <div className="grid gap-x-8 gap-y-4 px-5 pt-2 pb-6 min-[960px]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0 min-[960px]:col-span-2">
          <NowPanel />
        </div>
        {status === null ? (
          <Skeleton lines={5} label={t("app.loading")} />
        ) : (
          <>
            <ConnectPanel status={status} aliases={aliases.data?.aliases ?? []} />
            <ConfigPanel status={status} />
          </>
        )}
        <div className="min-w-0 min-[960px]:col-span-2">
          {aliases.data !== undefined && <AliasTable aliases={aliases.data.aliases} />}
          {aliases.isPending && <Skeleton lines={4} label={t("app.loading")} />}
          {aliases.isError && aliases.data === undefined && (
            <ErrorState
              title={t("app.errorTitle")}
              text={aliases.error.message}
              retryLabel={t("app.retry")}
              onRetry={() => void aliases.refetch()}
            />
          )}
        </div>
        <div className="min-w-0 min-[960px]:col-span-2">
          <LastCalls />
        </div>
      </div>
    </div>
  );
}
