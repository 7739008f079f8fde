/** The ways to send a request again, each with what it needs; those that cannot be taken say why. */
import { Suspense, lazy, useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { maxReplayAliases, type ReplayHindrance } from "../../../../gateway/contract/replay.ts";
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import { loadJsonEditor } from "../../../editor/load-json-editor.ts";
import { Button } from "../../../ui/button.tsx";
import { Select } from "../../../ui/select.tsx";
import { Skeleton } from "../../../ui/states.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { prettyJson } from "../reading/pretty-json.ts";
import { AliasList } from "./alias-list.tsx";
import { jsonProblem } from "./json-problem.ts";
import { useAliases } from "./use-aliases.ts";

const JsonEditor = lazy(loadJsonEditor);

export interface ReplayOrder {
  /** null = as it was. */
  readonly body: string | null;
  /** Empty = its own, or as the body says. */
  readonly aliases: readonly string[];
}

export interface ReplayFormProps {
  readonly row: SpendLogDetail;
  readonly hindrance: ReplayHindrance | null;
  readonly isSending: boolean;
  readonly problem: string | null;
  readonly onSend: (order: ReplayOrder) => void;
  readonly onCancel: () => void;
}

const ways = ["asItWas", "edited", "elsewhere"] as const;
type Way = (typeof ways)[number];
/** What only the text lacks, another text mends. */
const mendable: ReadonlySet<ReplayHindrance> = new Set(["cut", "redacted", "not_kept", "not_json"]);

export function ReplayForm(props: ReplayFormProps): ReactNode {
  const { row, hindrance } = props;
  const { t } = useTranslation();
  const canEdit = hindrance === null || mendable.has(hindrance);
  const [way, setWay] = useState<Way>(hindrance !== null && canEdit ? "edited" : "asItWas");
  const [text, setText] = useState(() => prettyJson(row.requestBody ?? "{}"));
  const [toAlias, setToAlias] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const aliases = useAliases(row.operation);
  const wrong = way === "edited" ? jsonProblem(text) : null;
  const isPossible = way === "edited" ? canEdit && wrong === null : hindrance === null;
  const isReady = isPossible && (way !== "elsewhere" || chosen.length > 0);
  const order: ReplayOrder =
    way === "edited"
      ? { body: text, aliases: toAlias === "" ? [] : [toAlias] }
      : { body: null, aliases: way === "elsewhere" ? chosen : [] };
  const content: Record<Way, ReactNode> = {
    asItWas: <p>{t("replays.asItWasText", { alias: row.alias })}</p>,
    edited: <Edited {...{ text, setText, toAlias, setToAlias, aliases, wrong }} />,
    elsewhere: <Elsewhere aliases={aliases} chosen={chosen} onChoose={setChosen} />,
  };
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !props.isSending) props.onSend(order);
      }}
    >
      <div className="min-h-0 overflow-auto">
        <Tabs
          label={t("replays.how")}
          value={way}
          onChange={(next) => setWay(ways.find((name) => name === next) ?? "asItWas")}
          tabs={ways.map((name) => ({
            value: name,
            label: t(`replays.${name}`),
            content: (
              <div className="flex flex-col gap-3 p-4">
                {hindrance !== null && <Hindered hindrance={hindrance} canEdit={canEdit} />}
                {content[name]}
              </div>
            ),
          }))}
        />
      </div>
      <Foot {...props} isReady={isReady} count={way === "elsewhere" ? chosen.length : null} />
    </form>
  );
}

interface ElsewhereProps {
  readonly aliases: readonly string[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

function Elsewhere({ aliases, chosen, onChoose }: ElsewhereProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <p>{t("replays.elsewhereText")}</p>
      <AliasList
        label={t("replays.elsewhere")}
        aliases={aliases}
        chosen={new Set(chosen)}
        isSingle={false}
        isFull={chosen.length >= maxReplayAliases}
        onToggle={(alias) =>
          onChoose(chosen.includes(alias) ? chosen.filter((one) => one !== alias) : [...chosen, alias])
        }
      />
    </>
  );
}

function Hindered({
  hindrance,
  canEdit,
}: {
  readonly hindrance: ReplayHindrance;
  readonly canEdit: boolean;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <output className="block rounded-md bg-warn-tint px-3 py-2 text-warn">
      {t("replays.cannot", { reason: t(`replays.hindrance.${hindrance}`) })} {canEdit && t("replays.canEdit")}
    </output>
  );
}

interface EditedProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly toAlias: string;
  readonly setToAlias: (alias: string) => void;
  readonly aliases: readonly string[];
  readonly wrong: string | null;
}

function Edited({ text, setText, toAlias, setToAlias, aliases, wrong }: EditedProps): ReactNode {
  const { t } = useTranslation();
  const options = [{ value: "", label: t("replays.asBodySays") }, ...aliases.map((value) => ({ value, label: value }))];
  return (
    <>
      <div className="flex items-center gap-3">
        <p className="flex-1 text-muted">{t("replays.editedText")}</p>
        <Select label={t("replays.fact.alias")} value={toAlias} options={options} onChange={setToAlias} />
      </div>
      <div className="h-[38vh] min-h-40 rounded-md border border-line-strong">
        <Suspense fallback={<Skeleton lines={6} label={t("app.loading")} />}>
          <JsonEditor text={text} label={t("replays.body")} onChange={setText} />
        </Suspense>
      </div>
      <output className="block h-5 truncate text-sm text-danger">
        {wrong !== null && t("replays.notJson", { detail: wrong })}
      </output>
    </>
  );
}

interface FootProps extends ReplayFormProps {
  readonly isReady: boolean;
  /** null = one. */
  readonly count: number | null;
}

function Foot({ isReady, isSending, problem, count, onCancel }: FootProps): ReactNode {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  // What it needs came after the dialog had opened; Enter is all that as it was takes.
  useEffect(() => button.current?.focus(), []);
  const words = count === null || count === 0 ? t("replays.send") : t("replays.sendMany", { count });
  return (
    <div className="flex shrink-0 flex-col gap-2 border-t border-line p-4">
      <p className="text-sm text-muted">{t("replays.sessionNote")}</p>
      {problem !== null && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t("replays.cancel")}</Button>
        <Button ref={button} type="submit" tone="primary" disabled={!isReady || isSending}>
          {isSending ? t("replays.sending") : words}
        </Button>
      </div>
    </div>
  );
}
