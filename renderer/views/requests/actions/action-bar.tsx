/**
 * What can be done with the chosen requests, or with the one under the cursor; and, without any, what concerns the whole
 * list: its columns and its export. Its buttons are always there, so that choosing moves nothing.
 */
import {
  Columns3,
  Download,
  GitCompareArrows,
  MessageSquare,
  Palette,
  Pin,
  PinOff,
  Repeat2,
  Trash2,
  X,
} from "lucide-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { markColours } from "../../../../gateway/contract/request-filter.ts";
import { exportFormats, type RequestMark } from "../../../../gateway/contract/request-search.ts";
import type { RequestFilter } from "../../../api/request-filter.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { CheckMenu } from "../../../ui/check-menu.tsx";
import { ChoiceMenu } from "../../../ui/menu.tsx";
import { columnNames, fixedColumns } from "../request-columns.tsx";
import type { ChosenColumns } from "../use-columns.ts";
import type { LogActions } from "./use-log-actions.ts";

export interface ActionBarProps {
  /** The chosen ones, or the one under the cursor. */
  readonly targets: readonly string[];
  /** How many are chosen. */
  readonly selected: number;
  readonly markOf: (id: string) => RequestMark | null;
  readonly filter: RequestFilter;
  readonly actions: LogActions;
  readonly columns: ChosenColumns;
  readonly onComment: () => void;
  readonly onCompare: (a: string, b: string) => void;
  readonly onReplay: () => void;
  readonly onClear: () => void;
}

const noColour = "none";
const icon = 14;

export const ActionBar = memo(function ActionBar(props: ActionBarProps): ReactNode {
  const { targets, selected, markOf, actions, columns, onComment, onReplay, onClear } = props;
  const { t } = useTranslation();
  const isNone = targets.length === 0;
  const isPinned = !isNone && targets.every((id) => markOf(id)?.pinned === true);
  return (
    <div role="toolbar" aria-label={t("logActions.title")} className="flex items-center gap-0.5">
      {selected > 0 && (
        <span className="mr-1 flex items-center gap-1 text-sm text-info">
          {t("logActions.chosen", { count: selected })}
          <IconButton label={t("logActions.clear")} onClick={onClear}>
            <X size={icon} aria-hidden />
          </IconButton>
        </span>
      )}
      <IconButton
        label={t(isPinned ? "logActions.unpin" : "logActions.pin")}
        disabled={isNone}
        onClick={() => actions.mark(targets, { pinned: !isPinned })}
      >
        {isPinned ? <PinOff size={icon} aria-hidden /> : <Pin size={icon} aria-hidden />}
      </IconButton>
      <ColourMenu {...props} />
      <IconButton label={t("logActions.comment")} disabled={isNone} onClick={onComment}>
        <MessageSquare size={icon} aria-hidden />
      </IconButton>
      <CompareButton targets={targets} onCompare={props.onCompare} />
      <IconButton
        label={t(targets.length > 1 ? "replays.replayMany" : "replays.replay")}
        disabled={isNone}
        onClick={onReplay}
      >
        <Repeat2 size={icon} aria-hidden />
      </IconButton>
      <IconButton label={t("logActions.delete")} disabled={isNone} onClick={() => actions.remove(targets)}>
        <Trash2 size={icon} aria-hidden />
      </IconButton>
      <span aria-hidden className="mx-1 h-4 border-l border-line" />
      <ExportMenu {...props} />
      <ColumnsMenu columns={columns} />
    </div>
  );
});

function CompareButton({ targets, onCompare }: Pick<ActionBarProps, "targets" | "onCompare">): ReactNode {
  const { t } = useTranslation();
  const [one, other] = targets;
  const isPair = one !== undefined && other !== undefined && targets.length === 2;
  return (
    <IconButton label={t("compare.chosen")} disabled={!isPair} onClick={() => isPair && onCompare(one, other)}>
      <GitCompareArrows size={icon} aria-hidden />
    </IconButton>
  );
}

function ColumnsMenu({ columns }: Pick<ActionBarProps, "columns">): ReactNode {
  const { t } = useTranslation();
  return (
    <CheckMenu
      trigger={
        <Button tone="quiet" className="w-7 px-0!" aria-label={t("logActions.columns")} title={t("logActions.columns")}>
          <Columns3 size={icon} aria-hidden />
        </Button>
      }
      label={t("logActions.columns")}
      items={columnNames
        .filter((name) => !fixedColumns.has(name))
        .map((name) => ({ value: name, label: t(`requests.column.${name}`), isChecked: columns.isShown(name) }))}
      onToggle={(value) => {
        const name = columnNames.find((each) => each === value);
        if (name !== undefined) columns.toggle(name);
      }}
      reset={{ label: t("logActions.usualColumns"), run: columns.reset }}
    />
  );
}

function ColourMenu({ targets, markOf, actions }: ActionBarProps): ReactNode {
  const { t } = useTranslation();
  const [first] = targets;
  return (
    <ChoiceMenu
      trigger={
        <Button
          tone="quiet"
          className="w-7 px-0!"
          aria-label={t("logActions.colour")}
          title={t("logActions.colour")}
          disabled={targets.length === 0}
        >
          <Palette size={icon} aria-hidden />
        </Button>
      }
      groups={[
        {
          label: t("logActions.colour"),
          value: (first === undefined ? null : markOf(first)?.colour) ?? noColour,
          choices: [noColour, ...markColours].map((value) => ({
            value,
            label: value === noColour ? t("logActions.noColour") : t(`logActions.colours.${colourOf(value) ?? "red"}`),
          })),
          onChoose: (value) => actions.mark(targets, { colour: colourOf(value) }),
        },
      ]}
    />
  );
}

function colourOf(value: string): RequestMark["colour"] {
  return markColours.find((colour) => colour === value) ?? null;
}

function ExportMenu({ targets, selected, filter, actions }: ActionBarProps): ReactNode {
  const { t } = useTranslation();
  const { exporting } = actions;
  const ids = selected > 0 ? targets : [];
  if (exporting !== null) {
    const { done, all } = exporting;
    return (
      <span className="flex items-center gap-1 text-sm text-muted">
        <output>
          {t("logActions.exporting", { done: done.toLocaleString("en-US"), all: all.toLocaleString("en-US") })}
        </output>
        <IconButton label={t("logActions.stopExport")} onClick={actions.stopExport}>
          <X size={icon} aria-hidden />
        </IconButton>
      </span>
    );
  }
  return (
    <ChoiceMenu
      trigger={
        <Button tone="quiet" className="w-7 px-0!" aria-label={t("logActions.export")} title={t("logActions.export")}>
          <Download size={icon} aria-hidden />
        </Button>
      }
      groups={[]}
      commands={exportFormats.map((format) => ({
        label: ids.length > 0 ? t(`logActions.chosenAs.${format}`) : t(`logActions.foundAs.${format}`),
        run: () => actions.exportAs(format, ids, filter),
      }))}
    />
  );
}
