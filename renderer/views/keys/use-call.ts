/** One change at a time, with what became of it. Nothing of the answer is kept here: it may hold a secret. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PanelApiError } from "../../api/gateway-client.ts";
import { keysQuery } from "../../api/key-queries.ts";

export interface Call {
  readonly isBusy: boolean;
  readonly failure: PanelApiError | null;
  readonly run: <Answer>(ask: () => Promise<Answer>, then: (answer: Answer) => void) => void;
  readonly forget: () => void;
}

export function useCall(): Call {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<PanelApiError | null>(null);
  const run: Call["run"] = (ask, then) => {
    setIsBusy(true);
    setFailure(null);
    void ask()
      .then(then, (error: unknown) =>
        setFailure(error instanceof PanelApiError ? error : new PanelApiError(0, "failed", String(error), "")),
      )
      .finally(() => {
        setIsBusy(false);
        void client.invalidateQueries({ queryKey: keysQuery.queryKey });
      });
  };
  return { isBusy, failure, run, forget: () => setFailure(null) };
}
