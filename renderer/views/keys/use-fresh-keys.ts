/** Reads the keys again when requests begin or end, or a soft budget is passed: soon, and never more than once a second. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useGateway } from "../../api/gateway-context.tsx";
import { keyDayKey, keysQuery } from "../../api/key-queries.ts";

const pauseMs = 1000;
/** It reads the day's charges of the key. */
const dayPauseMs = 3000;

export function useFreshKeys(): void {
  const client = useQueryClient();
  const { log } = useGateway();
  useEffect(() => {
    const soon = (queryKey: readonly string[], ms: number): (() => void) => {
      let timer: ReturnType<typeof setTimeout> | null = null;
      const unsubscribe = log.subscribe(() => {
        timer ??= setTimeout(() => {
          timer = null;
          void client.invalidateQueries({ queryKey });
        }, ms);
      });
      return () => {
        unsubscribe();
        if (timer !== null) clearTimeout(timer);
      };
    };
    const ends = [soon(keysQuery.queryKey, pauseMs), soon([keyDayKey], dayPauseMs)];
    return () => ends.forEach((end) => end());
  }, [client, log]);
}
