/** Stops a run, once: until the gateway says so, the button says that it is being stopped. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callGateway } from "../../api/gateway-client.ts";
import { replayRunsKey } from "../../api/replay-queries.ts";

export interface Stop {
  readonly run: () => void;
  readonly isStopping: boolean;
  readonly problem: string | null;
}

export function useStop(id: string): Stop {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => callGateway("stopReplayRun", {}, { params: { id }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: [replayRunsKey] }),
    networkMode: "always",
  });
  return { run: () => (isPending ? undefined : mutate()), isStopping: isPending, problem: error?.message ?? null };
}
