/** Without a session: where the link is, and the master key as the other way in. The key is sent once and kept nowhere. */
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { logIn, PanelApiError } from "../../api/gateway-client.ts";
import { Button } from "../../ui/button.tsx";

type Failure = "failed" | "wait" | "unreachable";

export function LoginView(): ReactNode {
  const { t } = useTranslation();
  return (
    <main className="mx-auto flex h-full max-w-md flex-col justify-center gap-3 px-6">
      <img src="./favicon.svg" alt="" className="size-9" />
      <h1 className="text-xl font-semibold">{t("login.title")}</h1>
      <p className="text-muted">{t("login.text")}</p>
      <p className="text-muted">{t("login.where")}</p>
      <code className="rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm break-all">
        Panel {window.location.origin}/ui/?token=…
      </code>
      <KeyForm />
    </main>
  );
}

function KeyForm(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const id = useId();
  const [key, setKey] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsBusy(true);
    setFailure(null);
    void logIn(key)
      .then(
        () => client.resetQueries(),
        (error: unknown) => setFailure(failureOf(error)),
      )
      .finally(() => setIsBusy(false));
  };
  return (
    <form onSubmit={submit} className="mt-2 flex flex-col gap-2 border-t border-line pt-4">
      <label htmlFor={id}>{t("login.or")}</label>
      <div className="flex gap-2">
        <input
          id={id}
          type="password"
          autoComplete="current-password"
          value={key}
          onChange={({ target }) => setKey(target.value)}
          className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2.5 font-mono"
        />
        <Button type="submit" tone="primary" disabled={isBusy || key === ""}>
          {isBusy ? t("login.busy") : t("login.submit")}
        </Button>
      </div>
      <p role="alert" className="min-h-5 text-danger">
        {failure === null ? "" : t(`login.${failure}`)}
      </p>
    </form>
  );
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof PanelApiError) || error.isOffline) return "unreachable";
  return error.status === 429 ? "wait" : "failed";
}
