/** What every column is sent besides the conversation: system prompt, parameters, tools, and the answer's shape. */
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PlaygroundParams, PlaygroundSession, PlaygroundTool } from "../../../gateway/contract/playground.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { Field, NumberField } from "./settings-fields.tsx";

export interface SettingsPanelProps {
  readonly session: PlaygroundSession;
  readonly onChange: (change: Partial<PlaygroundSession>) => void;
}

const numbers = ["temperature", "top_p", "max_tokens", "seed", "presence_penalty", "frequency_penalty"] as const;

export function SettingsPanel({ session, onChange }: SettingsPanelProps): ReactNode {
  const { t } = useTranslation();
  const { system, params, tools, schema } = session;
  const setParams = (change: Partial<PlaygroundParams>): void => onChange({ params: { ...params, ...change } });
  return (
    <aside
      aria-label={t("playground.settings")}
      className="flex w-[300px] shrink-0 flex-col gap-2 overflow-auto border-l border-line bg-surface px-4 pb-6"
    >
      <Section title={t("playground.system")}>
        <Field label={t("playground.system")} value={system} rows={4} onChange={(next) => onChange({ system: next })} />
      </Section>
      <Section title={t("playground.params")}>
        <div className="flex flex-col gap-1.5">
          {numbers.map((name) => (
            <NumberField
              key={name}
              label={name}
              hint={t("playground.notSet")}
              isWhole={name === "max_tokens" || name === "seed"}
              value={params[name]}
              onChange={(value) => setParams({ [name]: value })}
            />
          ))}
          <label className="grid grid-cols-[132px_minmax(0,1fr)] items-center gap-2">
            <span className="font-mono text-sm">reasoning_effort</span>
            <input
              value={params.reasoning_effort ?? ""}
              placeholder={t("playground.notSet")}
              onChange={(event) => setParams({ reasoning_effort: event.target.value || null })}
              className="h-7 min-w-0 rounded-md border border-line-strong bg-raised px-2 font-mono text-sm placeholder:font-sans placeholder:text-faint"
            />
          </label>
          <Field
            label={t("playground.stopWords")}
            isShown
            value={params.stop.join("\n")}
            rows={2}
            onChange={(text) => setParams({ stop: text === "" ? [] : text.split("\n").slice(0, 8) })}
          />
        </div>
      </Section>
      <Tools tools={tools} onChange={(next) => onChange({ tools: next })} />
      <Section title={t("playground.schema")}>
        <Field
          isCode
          label={t("playground.schema")}
          value={schema}
          rows={5}
          placeholder='{"type": "object", "properties": {…}}'
          onChange={(next) => onChange({ schema: next })}
        />
      </Section>
    </aside>
  );
}

interface ToolsProps {
  readonly tools: readonly PlaygroundTool[];
  readonly onChange: (tools: PlaygroundTool[]) => void;
}

function Tools({ tools, onChange }: ToolsProps): ReactNode {
  const { t } = useTranslation();
  const add = (): void => {
    const name = `tool_${tools.length + 1}`;
    onChange([...tools, { name, description: "", parameters: '{"type": "object", "properties": {}}', stub: "" }]);
  };
  return (
    <Section
      title={t("playground.tools")}
      action={
        <Button tone="quiet" onClick={add}>
          <Plus size={14} aria-hidden />
          {t("playground.addTool")}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {tools.map((tool, index) => (
          <ToolFields
            // oxlint-disable-next-line react/no-array-index-key -- a tool has no name of its own while it is written
            key={index}
            tool={tool}
            onChange={(next) => onChange(tools.with(index, next))}
            onRemove={() => onChange(tools.filter((_, at) => at !== index))}
          />
        ))}
      </div>
    </Section>
  );
}

interface ToolFieldsProps {
  readonly tool: PlaygroundTool;
  readonly onChange: (tool: PlaygroundTool) => void;
  readonly onRemove: () => void;
}

function ToolFields({ tool, onChange, onRemove }: ToolFieldsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-1.5 rounded-md border border-line p-2">
      <div className="flex items-center gap-1">
        <input
          aria-label={t("playground.toolName")}
          value={tool.name}
          maxLength={64}
          onChange={(event) => onChange({ ...tool, name: event.target.value })}
          className="h-7 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-2 font-mono text-sm"
        />
        <IconButton label={t("playground.removeTool", { name: tool.name })} onClick={onRemove}>
          <Trash2 size={13} aria-hidden />
        </IconButton>
      </div>
      <Field
        isShown
        label={t("playground.toolDescription")}
        value={tool.description}
        rows={2}
        onChange={(description) => onChange({ ...tool, description })}
      />
      <Field
        isShown
        isCode
        label={t("playground.toolParameters")}
        value={tool.parameters}
        rows={4}
        onChange={(parameters) => onChange({ ...tool, parameters })}
      />
      <Field
        isShown
        isCode
        label={t("playground.toolStub")}
        value={tool.stub}
        rows={2}
        placeholder={t("playground.toolStubHint")}
        onChange={(stub) => onChange({ ...tool, stub })}
      />
    </div>
  );
}
