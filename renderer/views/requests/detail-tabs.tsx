/** What the detail of a request holds, a tab for each side of it. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SpendLogDetail } from "../../../gateway/contract/spend-log.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { DetailAttempts } from "./detail-attempts.tsx";
import { DetailMessages } from "./detail-messages.tsx";
import { DetailOverview } from "./detail-overview.tsx";
import { requestTabs, type RequestTab } from "./request-tabs.ts";
import { DetailTimeline } from "./timeline/detail-timeline.tsx";
import { DetailWire } from "./wire/detail-wire.tsx";

export interface DetailTabsProps {
  readonly detail: SpendLogDetail;
  readonly tab: RequestTab;
  readonly onTab: (tab: RequestTab) => void;
}

export function DetailTabs({ detail, tab, onTab }: DetailTabsProps): ReactNode {
  const { t } = useTranslation();
  const content: Record<RequestTab, ReactNode> = {
    overview: <DetailOverview detail={detail} />,
    messages: <DetailMessages detail={detail} />,
    timeline: <DetailTimeline detail={detail} />,
    attempts: <DetailAttempts detail={detail} />,
    request: <DetailWire detail={detail} direction="request" />,
    response: <DetailWire detail={detail} direction="response" />,
  };
  return (
    <Tabs
      fill
      label={t("detail.title")}
      value={tab}
      onChange={(next) => onTab(requestTabs.find((name) => name === next) ?? "overview")}
      tabs={requestTabs.map((name) => ({
        value: name,
        label: name === "attempts" ? `${t("detail.tabs.attempts")} ${detail.attempts}` : t(`detail.tabs.${name}`),
        content: content[name],
      }))}
    />
  );
}
