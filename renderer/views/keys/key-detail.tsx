/** One key: how it stands, its settings, and a trial; its actions in the head. */
import { ArrowLeft, Ban, RotateCcwKey, ShieldCheck, Trash2, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { callGateway } from "../../api/gateway-client.ts";
import { IconButton } from "../../ui/button.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { ActionDialog, type KeyAction } from "./action-dialog.tsx";
import { FailureText } from "./failure-text.tsx";
import { KeyEdit } from "./key-edit.tsx";
import { labelOf } from "./key-order.ts";
import { KeyOverview } from "./key-overview.tsx";
import { keyTabs, type KeyTab } from "./key-search.ts";
import { KeyTrialTab } from "./key-trial-tab.tsx";
import type { MadeKey } from "./reveal-dialog.tsx";
import { StateBadges } from "./state-badges.tsx";
import { useCall } from "./use-call.ts";
import { useWrites } from "./use-writes.ts";

export interface KeyDetailProps {
  readonly id: string;
  /** null = not there. */
  readonly found: PanelKey | null;
  readonly isLoading: boolean;
  readonly now: number;
  readonly tab: KeyTab;
  readonly onTab: (tab: KeyTab) => void;
  readonly onClose: () => void;
  readonly onMade: (made: MadeKey) => void;
  /** It stands in the place of the list, so closing it is going back. */
  readonly isAlone: boolean;
}

export function KeyDetail(props: KeyDetailProps): ReactNode {
  const { found, isLoading, now, tab, onTab, onClose, onMade, isAlone } = props;
  const { t } = useTranslation();
  const [action, setAction] = useState<KeyAction | null>(null);
  const { failure, run } = useCall();
  const unblock = (): void =>
    run(
      () => callGateway("unblockKey", {}, { params: { id: props.id }, body: {} }),
      () => undefined,
    );
  return (
    <section aria-label={t("virtualKeys.detail")} className="flex h-full min-h-0 min-w-0 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        {isAlone && (
          <IconButton label={t("app.back")} onClick={onClose} className="-ml-2">
            <ArrowLeft size={14} aria-hidden />
          </IconButton>
        )}
        {found !== null && (
          <>
            <h2 className="min-w-0 truncate font-medium">{labelOf(found)}</h2>
            <StateBadges of={found} />
          </>
        )}
        <span className="flex-1" />
        {found !== null && <Actions of={found} onAction={setAction} onUnblock={unblock} />}
        {!isAlone && (
          <IconButton label={t("app.close")} onClick={onClose}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      <FailureText failure={failure} />
      {found === null && isLoading && <Skeleton lines={8} label={t("app.loading")} />}
      {found === null && !isLoading && (
        <EmptyState title={t("virtualKeys.goneTitle")} text={t("virtualKeys.goneText")} />
      )}
      {found !== null && (
        <Tabs
          fill
          label={t("virtualKeys.detail")}
          value={tab}
          onChange={(next) => onTab(keyTabs.find((name) => name === next) ?? "overview")}
          tabs={[
            {
              value: "overview",
              label: t("virtualKeys.tabs.overview"),
              content: <KeyOverview of={found} now={now} onResetSpend={() => setAction("resetSpend")} />,
            },
            { value: "settings", label: t("virtualKeys.tabs.settings"), content: <KeyEdit of={found} /> },
            { value: "trial", label: t("virtualKeys.tabs.trial"), content: <KeyTrialTab of={found} /> },
          ]}
        />
      )}
      {found !== null && action !== null && (
        <ActionDialog action={action} of={found} onDone={() => setAction(null)} onMade={onMade} onDeleted={onClose} />
      )}
    </section>
  );
}

interface ActionsProps {
  readonly of: PanelKey;
  readonly onAction: (action: KeyAction) => void;
  /** It harms nobody, so it is not asked twice. */
  readonly onUnblock: () => void;
}

function Actions({ of, onAction, onUnblock }: ActionsProps): ReactNode {
  const { t } = useTranslation();
  const { isAllowed, reason } = useWrites();
  const state = { disabled: !isAllowed, title: reason };
  return (
    <>
      {of.settings.blocked === true ? (
        <IconButton {...state} label={t("virtualKeys.unblock")} onClick={onUnblock}>
          <ShieldCheck size={14} aria-hidden />
        </IconButton>
      ) : (
        <IconButton {...state} label={t("virtualKeys.block")} onClick={() => onAction("block")}>
          <Ban size={14} aria-hidden />
        </IconButton>
      )}
      <IconButton {...state} label={t("virtualKeys.regenerate")} onClick={() => onAction("regenerate")}>
        <RotateCcwKey size={14} aria-hidden />
      </IconButton>
      <IconButton {...state} label={t("virtualKeys.remove")} onClick={() => onAction("delete")}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </>
  );
}
