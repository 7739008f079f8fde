/** Said while the ledger cannot be written: no key can be changed, and requests under a budget are refused. */
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useGateway } from "../../api/gateway-context.tsx";

export function LedgerBanner(): ReactNode {
  const { t } = useTranslation();
  const { status } = useGateway();
  if (status === null || status.ledger.isWritable) return null;
  return (
    <div role="alert" className="flex shrink-0 items-start gap-2 border-b border-line bg-danger-tint px-5 py-1.5">
      <TriangleAlert size={14} className="mt-[3px] shrink-0 text-danger" aria-hidden />
      <p className="min-w-0 wrap-anywhere">
        <span className="mr-2 font-medium text-danger">{t("virtualKeys.ledgerTitle")}</span>
        {status.ledger.problem}
      </p>
    </div>
  );
}
