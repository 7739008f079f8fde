/**
 * Marks, deletion and export for the list: what is on its way, and what can be taken back.
 *
 * A deletion waits some seconds for a change of mind; its rows are gone from the list at once. Leaving the view, or deleting
 * more, does what waits.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ExportFormat, RequestMark } from "../../../../gateway/contract/request-search.ts";
import { useGateway } from "../../../api/gateway-context.tsx";
import {
  deleteRequests,
  exportRequests,
  markRequests,
  saveFile,
  type ExportProgress,
} from "../../../api/log-actions.ts";
import { requestsKey } from "../../../api/queries.ts";
import { logFilterOf, type RequestFilter } from "../../../api/request-filter.ts";

const undoMs = 7000;
const emptyMarks: Readonly<Record<string, RequestMark>> = {};
const nothing: ReadonlySet<string> = new Set();

export interface LogActions {
  /** Of this session, by id; they say more than the pages that were read before. */
  readonly marks: Readonly<Record<string, RequestMark>>;
  /** Deleted, or about to be. */
  readonly gone: ReadonlySet<string>;
  /** How many wait for a change of mind. */
  readonly undoable: number;
  readonly exporting: ExportProgress | null;
  readonly problem: string | null;
  readonly mark: (ids: readonly string[], mark: Partial<RequestMark>) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly undo: () => void;
  readonly exportAs: (format: ExportFormat, ids: readonly string[], filter: RequestFilter) => void;
  readonly stopExport: () => void;
  readonly forgetProblem: () => void;
}

export function useLogActions(): LogActions {
  const client = useQueryClient();
  const [marks, setMarks] = useState(emptyMarks);
  const [problem, setProblem] = useState<string | null>(null);
  const fail = useCallback(
    (failure: unknown) => setProblem(failure instanceof Error ? failure.message : String(failure)),
    [],
  );
  const deletion = useDeletion(fail);
  const exporter = useExport(fail);
  const mark = useCallback(
    (ids: readonly string[], wanted: Partial<RequestMark>): void => {
      const done = (now: Readonly<Record<string, RequestMark>>): void => {
        setMarks((known) => ({ ...known, ...now }));
        void client.invalidateQueries({ queryKey: [requestsKey], refetchType: "none" });
      };
      markRequests(ids, wanted).then(done, fail);
    },
    [client, fail],
  );
  const forgetProblem = useCallback(() => setProblem(null), []);
  // The same object until something changed: what is drawn from it need not be drawn with every new row.
  return useMemo(
    () => ({ marks, problem, mark, forgetProblem, ...deletion, ...exporter }),
    [marks, problem, mark, forgetProblem, deletion, exporter],
  );
}

type Fail = (failure: unknown) => void;

function useDeletion(fail: Fail): Pick<LogActions, "gone" | "undoable" | "remove" | "undo"> {
  const client = useQueryClient();
  const { log } = useGateway();
  const [gone, setGone] = useState(nothing);
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const held = useRef<{ ids: readonly string[]; timer: ReturnType<typeof setTimeout> } | null>(null);
  const carryOut = useCallback(() => {
    const batch = held.current;
    if (batch === null) return;
    clearTimeout(batch.timer);
    held.current = null;
    setWaiting([]);
    const done = (): void => {
      log.forget(batch.ids);
      void client.invalidateQueries({ queryKey: [requestsKey] });
      void client.invalidateQueries({ queryKey: ["histogram"] });
    };
    deleteRequests(batch.ids).then(done, (failure: unknown) => {
      setGone((known) => without(known, batch.ids));
      fail(failure);
    });
  }, [client, log, fail]);
  useEffect(() => {
    window.addEventListener("pagehide", carryOut);
    return () => {
      window.removeEventListener("pagehide", carryOut);
      carryOut();
    };
  }, [carryOut]);
  const remove = useCallback(
    (ids: readonly string[]): void => {
      carryOut();
      held.current = { ids, timer: setTimeout(carryOut, undoMs) };
      setWaiting(ids);
      setGone((known) => new Set([...known, ...ids]));
    },
    [carryOut],
  );
  const undo = useCallback((): void => {
    const batch = held.current;
    if (batch === null) return;
    clearTimeout(batch.timer);
    held.current = null;
    setWaiting([]);
    setGone((known) => without(known, batch.ids));
  }, []);
  return useMemo(() => ({ gone, undoable: waiting.length, remove, undo }), [gone, waiting, remove, undo]);
}

function without(known: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const left = new Set(known);
  for (const id of ids) left.delete(id);
  return left;
}

function useExport(fail: Fail): Pick<LogActions, "exporting" | "exportAs" | "stopExport"> {
  const [exporting, setExporting] = useState<ExportProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const stopExport = useCallback(() => running.current?.abort(), []);
  const exportAs = useCallback(
    (format: ExportFormat, ids: readonly string[], filter: RequestFilter): void => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setExporting({ done: 0, all: ids.length });
      const request = ids.length > 0 ? { format, ids: [...ids] } : { format, filter: logFilterOf(filter) };
      exportRequests(request, { onProgress: setExporting, signal: controller.signal })
        .then((content) => saveFile(content, format, Date.now()))
        .catch((failure: unknown) => (controller.signal.aborted ? undefined : fail(failure)))
        .finally(() => running.current === controller && setExporting(null));
    },
    [fail],
  );
  return useMemo(() => ({ exporting, stopExport, exportAs }), [exporting, stopExport, exportAs]);
}
