/** Asks once for a value that goes into the `.env`; for a secret in the file its name then takes its place. */
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState, useSyncExternalStore, type ReactNode, type RefObject, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { callGateway } from "../../../api/gateway-client.ts";
import {
  currentValueRequest,
  requestValue,
  subscribeValueRequest,
  type ValueRequest,
} from "../../../editor/fixes/value-requests.ts";
import { putNameInPlace } from "../../../editor/fixes/put-name-in-place.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";

export function ValueDialog({ envFile }: { readonly envFile: string }): ReactNode {
  const { t } = useTranslation();
  const request = useSyncExternalStore(subscribeValueRequest, currentValueRequest);
  const valueField = useRef<HTMLInputElement>(null);
  const close = (): void => requestValue(null);
  const title =
    request === null || request.secret !== null
      ? t("config.variable.titleSecret")
      : t("config.variable.title", { name: request.name });
  return (
    <Dialog
      isOpen={request !== null}
      onClose={close}
      title={title}
      closeLabel={t("config.close")}
      initialFocus={valueField}
    >
      {request !== null && (
        <ValueForm key={request.name} request={request} envFile={envFile} valueField={valueField} onClose={close} />
      )}
    </Dialog>
  );
}

interface ValueFormProps {
  readonly request: ValueRequest;
  readonly envFile: string;
  readonly valueField: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}

const validName = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const field = "h-8 w-full rounded-md border border-line-strong bg-surface px-2.5 font-mono text-sm";

function ValueForm({ request, envFile, valueField, onClose }: ValueFormProps): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { secret } = request;
  const [name, setName] = useState(request.name);
  const [value, setValue] = useState(secret?.known ?? "");
  const [isShown, setIsShown] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const store = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    try {
      await callGateway("configVariable", {}, { body: { name, value } });
      if (secret !== null) putNameInPlace(secret, name);
      await client.invalidateQueries({ queryKey: ["config"] });
      onClose();
    } catch (cause) {
      setFailure(cause instanceof Error ? cause.message : String(cause));
    }
  };
  const text = secret === null ? "text" : secret.known === null ? "secretMasked" : "secretKnown";
  return (
    <form onSubmit={(event) => void store(event)} className="flex flex-col gap-3 p-4">
      <p className="text-muted">{t(`config.variable.${text}`, { file: envFile })}</p>
      {secret !== null && <NameField name={name} onChange={setName} />}
      <label className="flex flex-col gap-1">
        <span className="text-sm text-muted">{t("config.variable.value")}</span>
        <input
          ref={valueField}
          type={isShown ? "text" : "password"}
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setValue(event.target.value)}
          className={field}
        />
      </label>
      <label className="flex items-center gap-2 text-sm">
        <input type="checkbox" checked={isShown} onChange={(event) => setIsShown(event.target.checked)} />
        {t("config.variable.show")}
      </label>
      {failure !== null && (
        <p role="alert" className="text-danger">
          {t("config.variable.failed", { message: failure })}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("config.cancel")}</Button>
        <Button type="submit" tone="primary" disabled={value === "" || !validName.test(name)}>
          {t("config.variable.store")}
        </Button>
      </div>
    </form>
  );
}

function NameField({
  name,
  onChange,
}: {
  readonly name: string;
  readonly onChange: (name: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const isValid = validName.test(name);
  return (
    <label className="flex flex-col gap-1">
      <span className="text-sm text-muted">{t("config.variable.name")}</span>
      <input
        value={name}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={!isValid}
        className={field}
      />
      {!isValid && <span className="text-sm text-danger">{t("config.variable.nameInvalid")}</span>}
    </label>
  );
}
