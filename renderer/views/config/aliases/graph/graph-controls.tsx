/** Zoom and fit, at the graph's corner. */
import { useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../../ui/button.tsx";

export function GraphControls({ onFit }: { readonly onFit: () => void }): ReactNode {
  const { t } = useTranslation();
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <div className="absolute bottom-3 left-3 z-10 flex rounded-md border border-line bg-raised">
      <IconButton label={t("aliases.zoomOut")} onClick={() => void zoomOut()}>
        <Minus size={14} aria-hidden />
      </IconButton>
      <IconButton label={t("aliases.zoomIn")} onClick={() => void zoomIn()}>
        <Plus size={14} aria-hidden />
      </IconButton>
      <IconButton label={t("aliases.fit")} onClick={onFit}>
        <Maximize size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
