/** Whether keys can be changed now, and why not: the ledger must write, and the gateway answer. */
import { useTranslation } from "react-i18next";
import { useGateway } from "../../api/gateway-context.tsx";

export interface Writes {
  readonly isAllowed: boolean;
  /** For a tooltip; undefined when allowed. */
  readonly reason: string | undefined;
}

export function useWrites(): Writes {
  const { t } = useTranslation();
  const { status, reach } = useGateway();
  if (reach === "offline") return { isAllowed: false, reason: t("virtualKeys.offline") };
  if (status !== null && !status.ledger.isWritable)
    return { isAllowed: false, reason: status.ledger.problem ?? t("virtualKeys.ledgerTitle") };
  return { isAllowed: true, reason: undefined };
}
