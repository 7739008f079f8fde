/** Base URL and key to copy, and the settings of each client for an alias that can answer it. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { copyText, desktop } from "../../api/desktop.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Section } from "../../ui/section.tsx";
import { ClientSettings, type ClientSettingsProps } from "./client-settings.tsx";

export function ConnectPanel({ status, aliases }: ClientSettingsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t("overview.connect")}>
      <div className="grid grid-cols-[96px_minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1">
        <span className="text-muted">{t("overview.baseUrl")}</span>
        <code className="truncate font-mono">{status.baseUrl}</code>
        <CopyButton
          label={`${t("app.copy")}: ${t("overview.baseUrl")}`}
          doneLabel={t("app.copied")}
          copy={() => copyText(status.baseUrl)}
        />
        <span className="text-muted">{t("overview.key")}</span>
        <KeyLine keyHint={status.keyHint} />
      </div>
      {aliases.length > 0 && <ClientSettings status={status} aliases={aliases} />}
    </Section>
  );
}

function KeyLine({ keyHint }: { readonly keyHint: string | null }): ReactNode {
  const { t } = useTranslation();
  if (keyHint === null) {
    return (
      <p className="col-span-2 text-danger">
        {t("overview.keyNone")} <span className="text-muted">{t("overview.keyNoneFix")}</span>
      </p>
    );
  }
  const shown = keyHint === "" ? t("overview.keyHidden") : `•••• ${keyHint}`;
  const copy = desktop === null ? null : desktop.copyMasterKey;
  return (
    <>
      <span>
        <code
          className={keyHint === "" ? "font-sans" : "font-mono"}
          aria-label={keyHint === "" ? undefined : t("overview.keyEnding", { hint: keyHint })}
          role={keyHint === "" ? undefined : "img"}
        >
          {shown}
        </code>
        <span className="ml-2 text-muted">{t("overview.keyWhere")}</span>
      </span>
      {copy === null ? (
        <span />
      ) : (
        <CopyButton label={t("overview.copyKey")} doneLabel={t("app.copied")} copy={() => copy()} />
      )}
    </>
  );
}
