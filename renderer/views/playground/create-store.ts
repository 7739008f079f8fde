/** The playground's store over the real gateway, clock and screen; one for the window, so that leaving the view stops nothing. */
import type { QueryClient } from "@tanstack/react-query";
import { callGateway } from "../../api/gateway-client.ts";
import { runAnswer } from "./model/run-answer.ts";
import type { AnswerFacts } from "../../../gateway/contract/playground.ts";
import { newSession } from "./model/session-edits.ts";
import { PlaygroundStore } from "./playground-store.ts";
import { sessionsKey } from "./session-menu.tsx";

/** The row is written within a tenth of a second after the answer's end. */
const billWaitsMs = [150, 400, 1200];
const hiddenFrameMs = 500;

let opened: PlaygroundStore | null = null;

export const seams = { newId: () => crypto.randomUUID(), nowMs: () => Date.now() };

/** @param alias  of the first session's column */
export function playgroundStore(alias: string, client: QueryClient): PlaygroundStore {
  if (opened !== null) return opened;
  const store = new PlaygroundStore(newSession(alias, seams), {
    ...seams,
    run: (request) =>
      runAnswer({
        ...request,
        atFrame,
        nowMs: () => performance.now(),
        fetch: (input, init) => fetch(input, init),
      }),
    billOf,
    save: async (session) => {
      await callGateway("savePlaygroundSession", {}, { body: session });
      void client.invalidateQueries({ queryKey: sessionsKey });
    },
  });
  window.addEventListener("pagehide", () => void store.flush());
  opened = store;
  return store;
}

async function billOf(requestId: string): Promise<Partial<AnswerFacts> | null> {
  for (const waitMs of billWaitsMs) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const row = await callGateway("request", {}, { params: { id: requestId } }).catch(() => null);
    if (row === null || row.state === "in_flight") continue;
    const { promptTokens, completionTokens, reasoningTokens, costUsdNanos } = row;
    return { promptTokens, completionTokens, reasoningTokens, costUsdNanos };
  }
  return null;
}

/** Eyes see no difference between this and every frame, and Markdown is read again each time. */
const drawEveryMs = 50;

/** A hidden window draws no frames; answers grow in it all the same. */
function atFrame(callback: () => void): void {
  setTimeout(() => nextFrame(callback), drawEveryMs);
}

function nextFrame(callback: () => void): void {
  const run = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, hiddenFrameMs);
}
