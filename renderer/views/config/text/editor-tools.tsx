/** What can be done with the text as a whole: outline, word wrap, find, format. */
import { ListTree, Search, WrapText, WandSparkles } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { runEditorAction } from "../../../editor/open-editor.ts";
import { IconButton } from "../../../ui/button.tsx";

export interface EditorToolsProps {
  readonly wraps: boolean;
  readonly onWrap: (wraps: boolean) => void;
  readonly hasOutline: boolean;
  readonly onOutline: (shows: boolean) => void;
}

export function EditorTools({ wraps, onWrap, hasOutline, onOutline }: EditorToolsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="toolbar" aria-label={t("config.tools")} className="flex shrink-0 items-center gap-1 pl-3">
      <IconButton label={t("config.outline")} aria-pressed={hasOutline} onClick={() => onOutline(!hasOutline)}>
        <ListTree size={15} aria-hidden />
      </IconButton>
      <IconButton label={t("config.wrap")} aria-pressed={wraps} onClick={() => onWrap(!wraps)}>
        <WrapText size={15} aria-hidden />
      </IconButton>
      <IconButton label={t("config.find")} onClick={() => runEditorAction("actions.find")}>
        <Search size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={`${t("config.format")}: ${t("config.formatHint")}`}
        onClick={() => runEditorAction("editor.action.formatDocument")}
      >
        <WandSparkles size={15} aria-hidden />
      </IconButton>
    </div>
  );
}
