/** Asks for a key once. It goes to the gateway, which keeps it in the `.env`; the panel forgets it at once. */
import { useMutation } from "@tanstack/react-query";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { callGateway } from "../../../api/gateway-client.ts";
import { Button } from "../../../ui/button.tsx";

export interface KeyFormProps {
  readonly title: string;
  readonly name: string;
  readonly host: string;
  readonly onSaved: () => void;
  readonly children?: ReactNode;
}

export function KeyForm({ title, name, host, onSaved, children }: KeyFormProps): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const [value, setValue] = useState("");
  const saving = useMutation({
    mutationFn: () => callGateway("configVariable", {}, { body: { name, value: value.trim() } }),
    onSuccess: () => {
      setValue("");
      onSaved();
    },
  });
  return (
    <form
      className="mx-auto mt-10 flex max-w-md flex-col gap-2 px-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== "") saving.mutate();
      }}
    >
      <h2 className="font-medium">{t("catalog.find.keyTitle", { title })}</h2>
      <p className="text-muted">{t("catalog.find.keyText", { name, host, file: ".env" })}</p>
      <label htmlFor={id} className="mt-1 text-sm text-muted">
        {t("catalog.find.keyValue")} · <code className="font-mono">{name}</code>
      </label>
      <input
        id={id}
        type="password"
        value={value}
        maxLength={8192}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setValue(target.value)}
        className="h-8 rounded-md border border-line-strong bg-surface px-2 font-mono"
      />
      {saving.error !== null && (
        <p role="alert" className="text-danger">
          {saving.error.message}
        </p>
      )}
      <div className="mt-1 flex flex-wrap gap-2">
        <Button type="submit" tone="primary" disabled={value.trim() === "" || saving.isPending}>
          {t("catalog.find.saveKey")}
        </Button>
        {children}
      </div>
    </form>
  );
}
