/** One deployment in the form: its head with its place in the file, and its fields when it is opened. */
import { ChevronDown, ChevronRight, Trash2 } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftDeployment } from "../../../../../gateway/contract/config-files.ts";
import { IconButton } from "../../../../ui/button.tsx";
import { paramPath, setParam } from "../acts/deployment-acts.ts";
import { pathText } from "../acts/yaml-path.ts";
import { useDesk } from "../desk.ts";
import { Field } from "./field.tsx";
import type { FieldKind } from "./field-values.ts";
import { FindingNotes } from "./finding-notes.tsx";
import { KeyField } from "./key-field.tsx";

const wideFields = [
  { key: "model", name: "model", kind: "model", hint: "modelHint" },
  { key: "api_base", name: "apiBase", kind: "url", hint: null },
] as const;

const fields = [
  { key: "order", name: "order", kind: "integer" },
  { key: "timeout", name: "timeout", kind: "seconds" },
  { key: "rpm", name: "rpm", kind: "positive_integer" },
  { key: "tpm", name: "tpm", kind: "positive_integer" },
  { key: "max_parallel_requests", name: "parallel", kind: "positive_integer" },
  { key: "tags", name: "tags", kind: "tags" },
  { key: "input_cost_per_token", name: "inputPrice", kind: "price" },
  { key: "output_cost_per_token", name: "outputPrice", kind: "price" },
] as const satisfies readonly { key: string; name: string; kind: FieldKind }[];

const shownKeys = [...wideFields.map(({ key }) => key), ...fields.map(({ key }) => key), "api_key", "weight"];

export interface DeploymentBlockProps {
  readonly alias: string;
  readonly deployment: DraftDeployment;
  readonly isOpenAtFirst: boolean;
}

export function DeploymentBlock({ alias, deployment, isOpenAtFirst }: DeploymentBlockProps): ReactNode {
  const { t } = useTranslation();
  const { ask, findings, isReadOnly } = useDesk();
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const id = useId();
  const { model, provider, line, file, index, problem } = deployment;
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <li className="rounded-md border border-line">
      <div className="flex items-center gap-1 pr-1">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          className="flex h-9 min-w-0 flex-1 items-center gap-1.5 rounded-md px-2 text-left hover:bg-hover"
          onClick={() => setIsOpen(!isOpen)}
        >
          <Arrow size={14} className="shrink-0 text-faint" aria-hidden />
          <span className="truncate font-mono text-sm font-medium">{model}</span>
          <span className="truncate text-sm text-faint">{provider}</span>
          <span className="ml-auto shrink-0 text-xs text-faint" title={`${file}: ${pathText(["model_list", index])}`}>
            {t("aliases.form.line", { line })}
          </span>
        </button>
        {!isReadOnly && (
          <IconButton
            label={t("aliases.form.removeDeployment", { model })}
            onClick={() => ask({ kind: "removeDeployment", alias, file, index })}
          >
            <Trash2 size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {problem !== null && <p className="px-2.5 pb-1.5 text-sm text-danger">{problem}</p>}
      <div id={id} hidden={!isOpen}>
        {isOpen && <DeploymentFields deployment={deployment} />}
      </div>
      {isOpen && (
        <div className="px-2.5 pb-2">
          <FindingNotes findings={findings.ofRest(deployment, shownKeys)} />
        </div>
      )}
    </li>
  );
}

function DeploymentFields({ deployment }: { readonly deployment: DraftDeployment }): ReactNode {
  const { t } = useTranslation();
  const { act, findings, isReadOnly, variables } = useDesk();
  const { litellmParams, provider } = deployment;
  const shared = (key: string) => ({
    value: litellmParams[key],
    path: paramPath(deployment, key),
    findings: findings.ofParam(deployment, key),
    isReadOnly,
    onCommit: (value: Parameters<typeof setParam>[2]) => act(setParam(deployment, key, value)),
  });
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-2 px-2.5 pt-1 pb-2.5">
      {wideFields.map(({ key, name, kind, hint }) => (
        <Field
          key={key}
          {...shared(key)}
          label={t(`aliases.form.${name}`)}
          kind={kind}
          isWide
          {...(hint === null ? {} : { hint: t(`aliases.form.${hint}`) })}
        />
      ))}
      <div className="col-span-2">
        <KeyField
          label={t("aliases.form.apiKey")}
          value={litellmParams["api_key"]}
          provider={provider}
          variables={variables}
          isReadOnly={isReadOnly}
          title={pathText(paramPath(deployment, "api_key"))}
          onChange={(value) => void act(setParam(deployment, "api_key", value))}
        />
        <FindingNotes findings={findings.ofParam(deployment, "api_key")} />
      </div>
      {fields.map(({ key, name, kind }) => (
        <Field key={key} {...shared(key)} label={t(`aliases.form.${name}`)} kind={kind} />
      ))}
    </div>
  );
}
