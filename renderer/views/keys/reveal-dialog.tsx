/**
 * A new secret, shown once. Only "I have stored it" closes this: a click beside it must not lose a key.
 *
 * Law: the secret lives in this component's props and nowhere else; when it closes, the panel has forgotten it.
 */
import { useQuery } from "@tanstack/react-query";
import { useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { copyText } from "../../api/desktop.ts";
import { useGateway } from "../../api/gateway-context.tsx";
import { aliasesQuery } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { curlLine } from "./curl-line.ts";

export interface MadeKey {
  readonly secret: string;
  readonly key: PanelKey;
}

export function RevealDialog({ made, onStored }: { readonly made: MadeKey; readonly onStored: () => void }): ReactNode {
  const { t } = useTranslation();
  const { status } = useGateway();
  const { data } = useQuery(aliasesQuery);
  const body = useRef<HTMLDivElement>(null);
  const { secret, key } = made;
  const plain = key.settings.models.find((name) => !/[*]|^all-/.test(name));
  const model = plain ?? data?.aliases.find(({ disabledReason }) => disabledReason === null)?.alias ?? "MODEL";
  const curl = curlLine(status?.baseUrl ?? "", secret, model);
  return (
    <Dialog
      isOpen
      isHeld
      onClose={onStored}
      title={t("virtualKeys.reveal.title")}
      closeLabel={t("app.close")}
      initialFocus={body}
    >
      <div ref={body} tabIndex={-1} className="flex min-h-0 flex-col gap-3 overflow-auto p-4 outline-none">
        <p>{t("virtualKeys.reveal.text")}</p>
        <div className="flex items-center gap-2">
          <input
            readOnly
            aria-label={t("virtualKeys.reveal.key")}
            value={secret}
            onFocus={({ target }) => target.select()}
            className="h-7 min-w-0 flex-1 rounded-md border border-line bg-sunken px-2.5 font-mono"
          />
          <CopyButton label={t("virtualKeys.reveal.copyKey")} doneLabel={t("app.copied")} copy={() => copyText(secret)}>
            {t("app.copy")}
          </CopyButton>
        </div>
        <h3 className="text-sm font-semibold text-muted">{t("virtualKeys.reveal.curl")}</h3>
        <CodeBlock
          isWrapped
          text={curl}
          label={t("virtualKeys.reveal.curl")}
          action={
            <CopyButton
              label={`${t("app.copy")}: ${t("virtualKeys.reveal.curl")}`}
              doneLabel={t("app.copied")}
              copy={() => copyText(curl)}
            />
          }
        />
        <div className="flex justify-end">
          <Button tone="primary" onClick={onStored}>
            {t("virtualKeys.reveal.done")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
