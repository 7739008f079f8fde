/** Why a change was refused, in the gateway's words. */
import type { ReactNode } from "react";
import type { PanelApiError } from "../../api/gateway-client.ts";

export function FailureText({ failure }: { readonly failure: PanelApiError | null }): ReactNode {
  if (failure === null) return null;
  return (
    <div role="alert" className="rounded-md bg-danger-tint px-3 py-2 wrap-anywhere">
      <p className="text-danger">{failure.message}</p>
      {failure.hint !== "" && <p className="text-muted">{failure.hint}</p>}
    </div>
  );
}
