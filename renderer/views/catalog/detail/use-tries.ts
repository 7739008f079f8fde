/** The test call and the probe of one deployment: one at a time, and what came of them. */
import { useMutation } from "@tanstack/react-query";
import type { DeploymentTest, ProbeAnswer } from "../../../../gateway/contract/model-catalog.ts";
import { callGateway } from "../../../api/gateway-client.ts";

export interface Try<Answer> {
  readonly run: () => void;
  readonly isRunning: boolean;
  readonly answer: Answer | null;
  readonly error: Error | null;
}

export interface Tries {
  readonly test: Try<DeploymentTest>;
  readonly probe: Try<ProbeAnswer>;
  readonly isBusy: boolean;
}

/** @param onDone  the catalog knows more now */
export function useTries(deploymentId: string, onDone: () => void): Tries {
  const options = { params: { id: deploymentId }, body: {} };
  const test = useMutation({ mutationFn: () => callGateway("testDeployment", {}, options), onSettled: onDone });
  const probe = useMutation({ mutationFn: () => callGateway("probe", {}, options), onSettled: onDone });
  const isBusy = test.isPending || probe.isPending;
  return {
    isBusy,
    test: {
      run: () => {
        probe.reset();
        test.mutate();
      },
      isRunning: test.isPending,
      answer: test.data ?? null,
      error: test.error,
    },
    probe: {
      run: () => {
        test.reset();
        probe.mutate();
      },
      isRunning: probe.isPending,
      answer: probe.data ?? null,
      error: probe.error,
    },
  };
}
