/** Base URL and key to copy, and the first call with an alias that works. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AliasView, GatewayStatus } from "../../../gateway/contract/catalog.ts";
import { copyText, desktop } from "../../api/desktop.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Section } from "../../ui/section.tsx";
import { Select } from "../../ui/select.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { callLanguageNames, callLanguages, firstCall } from "./first-call.ts";

export interface ConnectPanelProps {
  readonly status: GatewayStatus;
  readonly aliases: readonly AliasView[];
}

export function ConnectPanel({ status, aliases }: ConnectPanelProps): ReactNode {
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
      <FirstCallTabs status={status} aliases={aliases} />
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

function FirstCallTabs({ status, aliases }: ConnectPanelProps): ReactNode {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<string>("curl");
  const [chosen, setChosen] = useState("");
  const callable = aliases.filter(({ alias, disabledReason }) => disabledReason === null && !alias.includes("*"));
  const alias = callable.find((view) => view.alias === chosen)?.alias ?? callable[0]?.alias;
  if (alias === undefined) return null;
  const call = { baseUrl: status.baseUrl, alias, hasKey: status.keyHint !== null };
  return (
    <div className="mt-3 rounded-md border border-line">
      <div className="flex h-9 items-center justify-between gap-3 pr-1 pl-4">
        <h3 className="text-sm font-semibold text-muted">{t("overview.firstCall")}</h3>
        {callable.length > 1 && (
          <Select
            label={t("overview.firstCallModel")}
            value={alias}
            options={callable.map(({ alias: value }) => ({ value, label: value }))}
            onChange={setChosen}
          />
        )}
      </div>
      <Tabs
        label={t("overview.firstCall")}
        value={language}
        onChange={setLanguage}
        tabs={callLanguages.map((name) => ({
          value: name,
          label: callLanguageNames[name],
          content: (
            <div className="p-2">
              <CodeBlock
                isWrapped
                label={`${t("overview.firstCall")}: ${callLanguageNames[name]}`}
                text={firstCall(name, call)}
                action={
                  <CopyButton
                    label={`${t("app.copy")}: ${callLanguageNames[name]}`}
                    doneLabel={t("app.copied")}
                    copy={() => copyText(firstCall(name, call))}
                  />
                }
              />
            </div>
          ),
        }))}
      />
    </div>
  );
}
