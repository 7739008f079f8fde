/** Every field of a key, grouped; the same in the creation dialog and in the detail. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { routeGroups } from "../../../gateway/contract/virtual-key.ts";
import { aliasesQuery } from "../../api/queries.ts";
import { ExpiryField } from "./fields/expiry-field.tsx";
import { Field, inputClass } from "./fields/field.tsx";
import { ModelRows } from "./fields/model-rows.tsx";
import { NameList } from "./fields/name-list.tsx";
import { NameRows } from "./fields/name-rows.tsx";
import type { Suggestion } from "./fields/suggest-input.tsx";
import { TextField, type TextFieldProps } from "./fields/text-field.tsx";
import type { Problems } from "./key-draft.ts";
import type { KeyForm } from "./key-form.ts";

export interface KeyFieldsProps {
  readonly form: KeyForm;
  readonly onChange: (change: Partial<KeyForm>) => void;
  readonly problems: Problems;
  /** Of the key that is there; undefined for a new one. */
  readonly expiresAt?: number | null;
}

type TextName = { [Name in keyof KeyForm]: KeyForm[Name] extends string ? Name : never }[keyof KeyForm];

type TextOf = (name: TextName, code: string, more?: Partial<TextFieldProps>) => ReactNode;

export function KeyFields(props: KeyFieldsProps): ReactNode {
  const { t } = useTranslation();
  const { form, onChange, problems, expiresAt } = props;
  const aliases = useAliasSuggestions();
  const periods = usePeriods();
  const text: TextOf = (name, code, more = {}) => (
    <TextField
      label={t(`virtualKeys.form.${name}` as "virtualKeys.form.rpm")} // each text field has its word
      code={code}
      value={form[name]}
      onValue={(value) => onChange({ [name]: value })}
      problem={problems[name]}
      {...more}
    />
  );
  const many = { ...props, aliases, text };
  return (
    <div className="@container flex flex-col gap-4">
      <Group title={t("virtualKeys.form.who")}>
        {text("keyAlias", "key_alias")}
        <ExpiryField form={form} onChange={onChange} problems={problems} expiresAt={expiresAt} suggestions={periods} />
      </Group>
      <Access {...many} />
      <Group title={t("virtualKeys.form.budget")}>
        {text("maxBudget", "max_budget", { isNumber: true, placeholder: t("virtualKeys.unlimited") })}
        {text("softBudget", "soft_budget", { isNumber: true })}
        {text("budgetDuration", "budget_duration", {
          suggestions: periods,
          hint: t("virtualKeys.form.budgetDurationHint"),
          isWide: true,
        })}
      </Group>
      <Limits {...many} />
      <More {...many} />
    </div>
  );
}

interface PartProps extends KeyFieldsProps {
  readonly aliases: readonly Suggestion[];
  readonly text: TextOf;
}

function Access(props: PartProps): ReactNode {
  const { t } = useTranslation();
  const { form, onChange, aliases } = props;
  return (
    <Group title={t("virtualKeys.form.access")}>
      <NameList
        isWide
        label={t("virtualKeys.form.models")}
        code="models"
        hint={t("virtualKeys.form.modelsHint")}
        values={form.models}
        onValues={(models) => onChange({ models })}
        suggestions={aliases}
      />
      <Routes {...props} />
    </Group>
  );
}

function Limits({ form, onChange, problems, aliases, text }: PartProps): ReactNode {
  const { t } = useTranslation();
  const limit = { isNumber: true, placeholder: t("virtualKeys.form.noLimit") };
  return (
    <Group title={t("virtualKeys.form.limits")}>
      {text("rpm", "rpm_limit", limit)}
      {text("tpm", "tpm_limit", limit)}
      {text("parallel", "max_parallel_requests", limit)}
      <ModelRows
        rows={form.perModel}
        onRows={(perModel) => onChange({ perModel })}
        problems={problems}
        aliases={aliases}
      />
    </Group>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-semibold text-muted">{title}</legend>
      <div className="grid grid-cols-1 items-start gap-x-4 gap-y-3 @min-[460px]:grid-cols-2">{children}</div>
    </fieldset>
  );
}

function Routes({ form, onChange, problems }: KeyFieldsProps): ReactNode {
  const { t } = useTranslation();
  const paths = ["/v1/chat/completions", "/v1/messages", "/v1/responses", "/v1/embeddings", "/v1/models"];
  return (
    <NameList
      isWide
      label={t("virtualKeys.form.allowedRoutes")}
      code="allowed_routes"
      hint={t("virtualKeys.form.allowedRoutesHint")}
      values={form.allowedRoutes}
      onValues={(allowedRoutes) => onChange({ allowedRoutes })}
      problem={problems["allowedRoutes"]}
      suggestions={[
        ...routeGroups.map((value) => ({ value, note: t(`virtualKeys.form.group.${value}`) })),
        ...paths.map((value) => ({ value })),
      ]}
    />
  );
}

function More({ form, onChange, problems, aliases, text }: PartProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Group title={t("virtualKeys.form.more")}>
      <NameList
        isWide
        label={t("virtualKeys.form.tags")}
        code="tags"
        hint={t("virtualKeys.form.tagsHint")}
        values={form.tags}
        onValues={(tags) => onChange({ tags })}
      />
      {text("userId", "user_id")}
      {text("teamId", "team_id")}
      {text("organizationId", "organization_id")}
      <NameRows rows={form.names} onRows={(names) => onChange({ names })} problems={problems} aliases={aliases} />
      <Field isWide label={t("virtualKeys.form.metadata")} code="metadata" problem={problems["metadata"]}>
        {(control) => (
          <textarea
            {...control}
            rows={4}
            spellCheck={false}
            placeholder='{"team": "a"}'
            value={form.metadata}
            onChange={({ target }) => onChange({ metadata: target.value })}
            className={`${inputClass} h-auto! resize-y py-1.5 font-mono text-sm`}
          />
        )}
      </Field>
    </Group>
  );
}

function useAliasSuggestions(): readonly Suggestion[] {
  const { data } = useQuery(aliasesQuery);
  return (data?.aliases ?? []).map(({ alias }) => ({ value: alias }));
}

function usePeriods(): readonly Suggestion[] {
  const { t } = useTranslation();
  return (
    [
      ["1h", "hour"],
      ["1d", "day"],
      ["7d", "week"],
      ["30d", "month"],
    ] as const
  ).map(([value, name]) => ({ value, note: t(`virtualKeys.form.period.${name}`) }));
}
