/** Sends a few percent of the alias to another model: one act that adds the entry and sets the weights of all. */
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { JsonValue } from "../../../../../gateway/contract/config-edit.ts";
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";
import { Button } from "../../../../ui/button.tsx";
import { canary } from "../acts/deployment-acts.ts";
import { useDesk } from "../desk.ts";
import { entryProblem } from "./entry.ts";
import { LabelledInput } from "./labelled-input.tsx";

const firstPercent = "10";

export function CanaryForm({ alias }: { readonly alias: DraftAlias }): ReactNode {
  const { t } = useTranslation();
  const { act } = useDesk();
  const id = useId();
  const [percent, setPercent] = useState(firstPercent);
  const [model, setModel] = useState("");
  const share = /^[1-9]\d?$/.test(percent) ? Number(percent) : null;
  const problem = entryProblem("model", model);
  const params = model.trim() === "" || problem !== null ? null : canaryParams(alias, model.trim());
  const isSplit = new Set(alias.deployments.map(({ file }) => file)).size > 1;
  if (isSplit) return <p className="text-sm text-muted">{t("aliases.form.canarySplit")}</p>;
  const go = (): void => {
    if (share === null || params === null) return;
    void act(canary(alias, share, params)).then((isDone) => (isDone ? setModel("") : undefined));
  };
  return (
    <form
      aria-label={t("aliases.form.canary")}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <p className="mb-1 text-sm text-muted">{t("aliases.form.canaryText")}</p>
      <div className="grid grid-cols-[64px_minmax(0,1fr)_auto] items-end gap-2">
        <LabelledInput
          label={t("aliases.form.canaryPercent")}
          value={percent}
          isWrong={share === null}
          describedBy={id}
          className="text-right"
          onChange={setPercent}
        />
        <LabelledInput
          label={t("aliases.form.canaryModel")}
          value={model}
          isWrong={problem !== null}
          describedBy={id}
          placeholder={t("aliases.form.modelHint")}
          className="font-mono"
          onChange={setModel}
        />
        <Button type="submit" disabled={share === null || params === null}>
          {t("aliases.form.canaryGo", { percent: share ?? "–" })}
        </Button>
      </div>
      <p id={id} className="text-sm text-danger">
        {share === null && t("aliases.form.canaryPercentWrong")}{" "}
        {problem !== null && t(`aliases.form.problem.${problem}`)}
      </p>
      <p className="text-sm text-faint">{t("aliases.form.canaryNote")}</p>
    </form>
  );
}

/** Of the same provider it goes to the same place with the same key; another provider has its own. */
function canaryParams({ deployments }: DraftAlias, model: string): Record<string, JsonValue> {
  const first = deployments[0]?.litellmParams ?? {};
  const prefix = (text: JsonValue | undefined): string => (typeof text === "string" ? (text.split("/")[0] ?? "") : "");
  if (prefix(first["model"]) !== prefix(model)) return { model };
  const { api_base: apiBase, api_key: apiKey } = first;
  return {
    model,
    ...(apiBase === undefined ? {} : { api_base: apiBase }),
    ...(apiKey === undefined ? {} : { api_key: apiKey }),
  };
}
