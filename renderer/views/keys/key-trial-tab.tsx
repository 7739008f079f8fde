/** Would the key be let through now, for an alias that is named, and if not, why. */
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { trialOperations, type KeyVerdict, type PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { callGateway } from "../../api/gateway-client.ts";
import { operationName } from "../../api/operation-name.ts";
import { aliasesQuery } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { FailureText } from "./failure-text.tsx";
import { Field } from "./fields/field.tsx";
import { TextField } from "./fields/text-field.tsx";
import { useCall } from "./use-call.ts";

export function KeyTrialTab({ of }: { readonly of: PanelKey }): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(aliasesQuery);
  const { isBusy, failure, run } = useCall();
  const aliases = (data?.aliases ?? []).map(({ alias }) => alias);
  const names = [...new Set([...Object.keys(of.settings.aliases), ...aliases])];
  const [typed, setTyped] = useState<string | null>(null);
  const [operation, setOperation] = useState<(typeof trialOperations)[number]>("chat");
  const [verdict, setVerdict] = useState<KeyVerdict | null>(null);
  const alias = typed ?? of.settings.models.find((name) => aliases.includes(name)) ?? aliases[0] ?? "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (alias.trim() === "" || isBusy) return;
    const body = { alias: alias.trim(), operation };
    run(() => callGateway("tryKey", {}, { params: { id: of.id }, body }), setVerdict);
  };
  return (
    <div className="flex flex-col gap-3 px-4 py-3">
      <p className="max-w-prose text-muted">{t("virtualKeys.trial.text")}</p>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <div className="min-w-40 flex-1">
          <TextField
            label={t("virtualKeys.trial.alias")}
            value={alias}
            onValue={(value) => {
              setTyped(value);
              setVerdict(null);
            }}
            suggestions={names.map((value) => ({ value }))}
          />
        </div>
        <Field label={t("virtualKeys.trial.operation")}>
          {({ id }) => (
            <Select
              id={id}
              label={t("virtualKeys.trial.operation")}
              value={operation}
              options={trialOperations.map((name) => ({ value: name, label: operationName(name, t) }))}
              onChange={(next) => {
                setOperation(trialOperations.find((name) => name === next) ?? "chat");
                setVerdict(null);
              }}
            />
          )}
        </Field>
        <Button type="submit" tone="primary" disabled={isBusy || alias.trim() === ""}>
          {t("virtualKeys.trial.submit")}
        </Button>
      </form>
      <FailureText failure={failure} />
      <output className="block">{verdict !== null && <Verdict verdict={verdict} />}</output>
    </div>
  );
}

function Verdict({ verdict: { refusal, deployment } }: { readonly verdict: KeyVerdict }): ReactNode {
  const { t } = useTranslation();
  if (refusal === null) {
    return (
      <div className="flex gap-2 rounded-md bg-ok-tint px-3 py-2">
        <CircleCheck size={14} className="mt-[3px] shrink-0 text-ok" aria-hidden />
        <div>
          <p className="font-medium text-ok">{t("virtualKeys.trial.passed")}</p>
          {deployment !== null && <p className="wrap-anywhere">{t("virtualKeys.trial.passedBy", deployment)}</p>}
        </div>
      </div>
    );
  }
  return (
    <div className="flex gap-2 rounded-md bg-danger-tint px-3 py-2">
      <CircleX size={14} className="mt-[3px] shrink-0 text-danger" aria-hidden />
      <div className="min-w-0 wrap-anywhere">
        <p className="font-medium text-danger">{t("virtualKeys.trial.refused")}</p>
        <p>{refusal.message}</p>
        {refusal.hint !== null && <p className="text-muted">{refusal.hint}</p>}
        <p className="font-mono text-sm text-muted">
          {t("virtualKeys.trial.status", { status: refusal.status })} · {refusal.code}
        </p>
      </div>
    </div>
  );
}
