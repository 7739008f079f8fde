/** The config as text: files as tabs, the outline beside the editor, the problems below it. */
import { useCallback, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Drafts } from "../../../editor/draft.ts";
import { isWrapped, setWrapped } from "../../../editor/monaco/editor-options.ts";
import { TextEditor } from "../../../editor/text-editor.tsx";
import { shortName } from "../file-name.ts";
import { EditorTools } from "./editor-tools.tsx";
import { FileTabs } from "./file-tabs.tsx";
import { OutlinePane } from "./outline-pane.tsx";
import { ProblemsPane } from "./problems-pane.tsx";
import { sortedProblems } from "./sorted-problems.ts";
import { useAddressedPlace } from "./use-addressed-place.ts";
import { useLenses } from "./use-lenses.ts";
import { useProblems } from "./use-problems.ts";
import { ValueDialog } from "./value-dialog.tsx";

export interface TextViewProps {
  readonly drafts: Drafts;
  readonly onSave: () => void;
}

const outlineKey = "portico.config.outline";

export function TextView({ drafts, onSave }: TextViewProps): ReactNode {
  const { t } = useTranslation();
  const { files, texts } = drafts;
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = files.find(({ file }) => file === chosen) ?? files[0];
  const [wraps, setWraps] = useState(isWrapped);
  const [hasOutline, setHasOutline] = useState(() => localStorage.getItem(outlineKey) !== "off");
  const [line, setLine] = useState(1);
  const problems = useProblems(sortedProblems(drafts.reading?.findings ?? [], files));
  useLenses();
  useAddressedPlace(setChosen);
  const wrap = (next: boolean): void => {
    setWrapped(next);
    setWraps(next);
  };
  const toggleOutline = useCallback((next: boolean): void => {
    localStorage.setItem(outlineKey, next ? "on" : "off");
    setHasOutline(next);
  }, []);
  if (shown === undefined) return null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-9 shrink-0 items-center border-b border-line pr-3">
        <FileTabs files={files} shown={shown.file} dirty={drafts.dirtyFiles} onShow={setChosen} />
        <EditorTools wraps={wraps} onWrap={wrap} hasOutline={hasOutline} onOutline={toggleOutline} />
      </div>
      {!shown.isWritable && <p className="border-b border-line bg-sunken px-5 py-1 text-sm">{t("config.readOnly")}</p>}
      <div className="flex min-h-0 flex-1">
        {hasOutline && <OutlinePane file={shown.file} text={texts.get(shown.file) ?? ""} line={line} />}
        <div className="min-w-0 flex-1">
          <TextEditor
            file={shown.file}
            label={t("config.editorLabel", { file: shortName(shown.file) })}
            isReadOnly={!shown.isWritable}
            isWrapped={wraps}
            onFile={setChosen}
            onSave={onSave}
            onProblem={problems.step}
            onUndo={drafts.undo}
            onRedo={drafts.redo}
            onLine={setLine}
          />
        </div>
      </div>
      <ProblemsPane drafts={drafts} problems={problems} />
      <ValueDialog envFile={drafts.envFile} />
    </div>
  );
}
