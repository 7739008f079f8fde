/** Two ways to try a deployment for real. While one runs the buttons wait and stay where they are. */
import { FlaskConical, Zap } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import type { Tries } from "./use-tries.ts";

export function TryButtons({ tries: { test, probe, isBusy } }: { readonly tries: Tries }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Button disabled={isBusy} title={t("catalog.test.hint")} onClick={test.run}>
        <Zap size={14} aria-hidden />
        {t("catalog.test.run")}
      </Button>
      <Button disabled={isBusy} title={t("catalog.probe.hint")} onClick={probe.run}>
        <FlaskConical size={14} aria-hidden />
        {t("catalog.probe.run")}
      </Button>
    </>
  );
}
