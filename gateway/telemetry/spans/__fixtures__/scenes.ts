/** Ended requests for tests of their spans. */
import type { Attempt, RequestIntent, RequestOutcome } from "../../../contract/spend-log.ts";
import { intentOf, outcomeOf } from "../../../store/__fixtures__/rows.ts";
import { openTrace } from "../../open-trace.ts";
import { readAnswer } from "../read-answer.ts";
import type { SpanScene } from "../span-scene.ts";

export const plainPolicy = { redact: (text: string): string => text, maxTextLength: 1000 };
export const startedAt = 1_700_000_000_000;

export function attemptOf(index: number, more: Partial<Attempt> = {}): Attempt {
  return {
    index,
    deploymentId: `d${index}`,
    provider: "openai",
    upstreamModel: "gpt-4",
    apiBase: "http://127.0.0.1:9901/v1",
    startedAt: startedAt + 10 * (index + 1),
    durationMs: 5,
    status: 200,
    errorCode: null,
    errorMessage: null,
    dropped: [],
    ...more,
  };
}

interface SceneInit {
  readonly intent?: Partial<RequestIntent>;
  readonly outcome?: Partial<RequestOutcome>;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly answer?: unknown;
  readonly names?: SpanScene["names"];
}

export function sceneOf({ intent, outcome, fields = {}, answer, names }: SceneInit): SpanScene {
  const asked = { ...intentOf("r1"), operation: "chat", startedAt, path: "/v1/chat/completions", ...intent };
  const ended = { ...outcomeOf("r1"), totalMs: 100, attemptList: [attemptOf(0)], ...outcome };
  const trace = openTrace(asked, () => true);
  for (const _ of ended.attemptList) trace.beginAttempt();
  return {
    intent: asked,
    outcome: ended,
    trace,
    fields,
    answer: null,
    said: readAnswer(answer === undefined ? [] : [answer]),
    key: { hash: "litellm_proxy_master_key", alias: null, userId: null, teamId: null, organizationId: null },
    content: null,
    names: names ?? { genAi: true, litellm: true },
  };
}
