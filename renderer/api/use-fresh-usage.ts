/** Reads the figures of use again when requests begin or end: soon, and never more often than eyes need. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useGateway } from "./gateway-context.tsx";
import { usageKey, usageNowKey } from "./usage-queries.ts";

const nowPauseMs = 700;
/** It reads the ledger. */
const usagePauseMs = 2000;

export function useFreshUsage(): void {
  const client = useQueryClient();
  const { log } = useGateway();
  useEffect(() => {
    const soon = (key: string, ms: number): (() => void) => {
      let timer: ReturnType<typeof setTimeout> | null = null;
      const unsubscribe = log.subscribe(() => {
        timer ??= setTimeout(() => {
          timer = null;
          void client.invalidateQueries({ queryKey: [key] });
        }, ms);
      });
      return () => {
        unsubscribe();
        if (timer !== null) clearTimeout(timer);
      };
    };
    const ends = [soon(usageNowKey, nowPauseMs), soon(usageKey, usagePauseMs)];
    return () => ends.forEach((end) => end());
  }, [client, log]);
}
