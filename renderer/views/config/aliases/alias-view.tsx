/**
 * The aliases of the config, to see and to change: graph or list, and the form of one of them at the side.
 *
 * It reads and edits the same drafts as the text; what is saved, undone and shown of problems is the frame's.
 */
import { useDeferredValue, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftAlias, DraftReading } from "../../../../gateway/contract/config-files.ts";
import { useDrafts, type Drafts } from "../../../editor/draft.ts";
import { EmptyState, ErrorState, Skeleton } from "../../../ui/states.tsx";
import { FindingsIndex } from "./acts/findings-index.ts";
import { AliasStage } from "./alias-stage.tsx";
import { AliasToolbar } from "./alias-toolbar.tsx";
import { ChangePanel } from "./change-panel.tsx";
import { DeskContext, useDesk, type AliasDesk, type Question } from "./desk.ts";
import { QuestionDialog } from "./dialogs/question-dialog.tsx";
import { AliasForm } from "./form/alias-form.tsx";
import { aliasIndexOf } from "./graph/alias-index.ts";
import { filterAliases } from "./list/filter-aliases.ts";
import { NoAliases } from "./no-aliases.tsx";
import { rememberedShape, rememberShape } from "./remembered-shape.ts";
import { TrafficProvider } from "./traffic/traffic-context.tsx";
import { useAct } from "./use-act.ts";

export interface AliasViewProps {
  /** Whose form is open. */
  readonly alias: string | null;
  readonly onOpen: (alias: string | null) => void;
  /** What a command of the palette asks. */
  readonly asked: Question | null;
  /** It was answered or closed. */
  readonly onAsked: () => void;
  readonly onShowText: (file: string, line: number) => void;
}

export function AliasView(props: AliasViewProps): ReactNode {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const { error, reload } = drafts;
  // A large reading is drawn piece by piece, between key presses.
  const reading = useDeferredValue(drafts.reading);
  if (error !== null)
    return (
      <ErrorState title={t("aliases.loadFailed")} text={error.message} retryLabel={t("app.retry")} onRetry={reload} />
    );
  if (reading === null) return <Skeleton lines={8} label={t("app.loading")} />;
  if (isUnread(reading)) return <EmptyState title={t("aliases.unread")} text={t("aliases.unreadText")} />;
  return <Aliases {...props} drafts={drafts} reading={reading} />;
}

function isUnread({ aliases, findings }: DraftReading): boolean {
  return aliases.length === 0 && findings.some(({ code, severity }) => code === "syntax" && severity === "error");
}

interface AliasesProps extends AliasViewProps {
  readonly drafts: Drafts;
  readonly reading: DraftReading;
}

function Aliases({ alias, onOpen, asked, onAsked, onShowText, drafts, reading }: AliasesProps): ReactNode {
  const { files, variables } = drafts;
  const mainFile = files.find(({ kind }) => kind === "main")?.file ?? "";
  const { act, outcome, clear, undo } = useAct(mainFile);
  const [question, setQuestion] = useState<Question | null>(null);
  const isReadOnly = files.some(({ isWritable }) => !isWritable);
  const desk = useMemo<AliasDesk>(
    () => ({
      reading,
      index: aliasIndexOf(reading),
      findings: new FindingsIndex(reading.findings),
      mainFile,
      variables,
      isReadOnly,
      act,
      open: onOpen,
      opened: alias,
      ask: setQuestion,
    }),
    [reading, mainFile, variables, isReadOnly, act, onOpen, alias],
  );
  const change =
    outcome === null ? null : <ChangePanel outcome={outcome} onUndo={undo} onShow={onShowText} onClose={clear} />;
  return (
    <DeskContext value={desk}>
      <TrafficProvider index={desk.index}>
        <div className="relative flex h-full min-h-0 flex-col">
          {reading.aliases.length === 0 ? (
            <NoAliases />
          ) : (
            <AliasPanes change={change} isStale={drafts.reading !== reading} />
          )}
          {reading.aliases.length === 0 && change}
        </div>
        <QuestionDialog
          question={question ?? asked}
          onClose={() => {
            setQuestion(null);
            if (asked !== null) onAsked();
          }}
        />
      </TrafficProvider>
    </DeskContext>
  );
}

/** @param change what the last act did: over the stage, never over the form that is written in */
function AliasPanes({ change, isStale }: { readonly change: ReactNode; readonly isStale: boolean }): ReactNode {
  const { reading, opened } = useDesk();
  const [filter, setFilter] = useState("");
  const [shownAs, setShownAs] = useState(rememberedShape);
  const [chosen, setChosen] = useState(opened);
  if (opened !== null && opened !== chosen) setChosen(opened);
  const wanted = useDeferredValue(filter);
  const names = useMemo(() => filterAliases(reading, wanted), [reading, wanted]);
  const alias = useShownAlias(isStale);
  return (
    <>
      <AliasToolbar
        filter={filter}
        onFilter={setFilter}
        shown={names.length}
        all={reading.aliases.length}
        shownAs={shownAs}
        onShowAs={(next) => {
          rememberShape(next);
          setShownAs(next);
        }}
      />
      {/* The stage stays where it is when the form comes beside it: the graph keeps its place and its focus. */}
      <div className="flex min-h-0 flex-1">
        <div className="relative min-w-0 flex-1">
          <AliasStage names={names} shownAs={shownAs} chosen={chosen} />
          {change}
        </div>
        {alias !== null && (
          <div className="w-[clamp(340px,34vw,520px)] shrink-0 border-l border-line">
            <AliasForm key={alias.alias} alias={alias} />
          </div>
        )}
      </div>
    </>
  );
}

/** The alias of the form. One that was just renamed is not read under its new name yet: the old form stays until then. */
function useShownAlias(isStale: boolean): DraftAlias | null {
  const { index, opened } = useDesk();
  const alias = opened === null ? null : index.get(opened);
  const [last, setLast] = useState(alias);
  if (alias !== null && alias !== last) setLast(alias);
  return alias ?? (opened !== null && isStale ? last : null);
}
