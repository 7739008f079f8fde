/** The groups that stand in for the alias, by kind and in order. */
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";
import { Button, IconButton } from "../../../../ui/button.tsx";
import { fallbackKinds, fallbacksOf, type FallbackKind } from "../acts/act.ts";
import { movedTo, removeFallback, setFallbacks } from "../acts/fallback-acts.ts";
import { useDesk } from "../desk.ts";

export function FallbackLists({ alias }: { readonly alias: DraftAlias }): ReactNode {
  const { t } = useTranslation();
  const { ask, isReadOnly } = useDesk();
  return (
    <>
      {fallbackKinds.map((kind) => (
        <FallbackList key={kind} alias={alias} kind={kind} />
      ))}
      {!isReadOnly && (
        <Button tone="quiet" onClick={() => ask({ kind: "addFallback", alias: alias.alias })}>
          <Plus size={14} aria-hidden />
          {t("aliases.form.fallbackAdd")}
        </Button>
      )}
    </>
  );
}

function FallbackList({ alias, kind }: { readonly alias: DraftAlias; readonly kind: FallbackKind }): ReactNode {
  const { t } = useTranslation();
  const groups = fallbacksOf(alias, kind);
  const name = t(`aliases.kind.${kind}`);
  return (
    <div className="mb-1.5">
      <p className="text-sm text-muted">
        {name} <span className="text-faint">· {t(`aliases.kindMeaning.${kind}`)}</span>
      </p>
      {groups.length === 0 ? (
        <p className="text-sm text-faint">{t("aliases.form.fallbackNone")}</p>
      ) : (
        <ol aria-label={name}>
          {groups.map((target, position) => (
            <FallbackRow key={`${target} ${position}`} alias={alias} kind={kind} target={target} position={position} />
          ))}
        </ol>
      )}
    </div>
  );
}

interface FallbackRowProps {
  readonly alias: DraftAlias;
  readonly kind: FallbackKind;
  readonly target: string;
  readonly position: number;
}

function FallbackRow({ alias, kind, target, position }: FallbackRowProps): ReactNode {
  const { t } = useTranslation();
  const { act, index, open, isReadOnly, mainFile } = useDesk();
  const groups = fallbacksOf(alias, kind);
  const group = index.answering(target);
  const move = (to: number): void => {
    const moved = movedTo(groups, position, to);
    if (moved !== null) void act(setFallbacks(alias, kind, moved, mainFile));
  };
  return (
    <li className="flex h-8 items-center gap-1">
      <span className="w-4 shrink-0 text-right text-sm text-faint">{position + 1}</span>
      {group === null ? (
        <span
          className="min-w-0 flex-1 truncate px-1.5 font-mono text-sm text-danger"
          title={t("aliases.unknownTarget")}
        >
          {target}
        </span>
      ) : (
        <button
          type="button"
          className="min-w-0 flex-1 truncate rounded-md px-1.5 text-left font-mono text-sm hover:bg-hover"
          onClick={() => open(group)}
        >
          {target}
        </button>
      )}
      {!isReadOnly && (
        <>
          <IconButton
            label={t("aliases.form.fallbackUp", { target })}
            disabled={position === 0}
            onClick={() => move(position - 1)}
          >
            <ArrowUp size={14} aria-hidden />
          </IconButton>
          <IconButton
            label={t("aliases.form.fallbackDown", { target })}
            disabled={position === groups.length - 1}
            onClick={() => move(position + 1)}
          >
            <ArrowDown size={14} aria-hidden />
          </IconButton>
          <IconButton
            label={t("aliases.form.fallbackRemove", { target })}
            onClick={() => void act(removeFallback(alias, kind, position, mainFile))}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  );
}
