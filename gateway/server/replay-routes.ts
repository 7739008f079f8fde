/** The panel's routes for replays: a row sent again, its chain, two rows compared, and runs of many. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { panelApiBase } from "../contract/admin.ts";
import {
  planRequestSchema,
  replayRequestSchema,
  replayRoutes,
  runRequestSchema,
  type Comparison,
  type PlanRequest,
  type ReplayAnswer,
  type ReplayChain,
  type ReplayPlan,
  type ReplayRequest,
  type ReplayRun,
  type RunHead,
  type RunRequest,
} from "../contract/replay.ts";
import { parsedBody, parsedQuery } from "./parsed-request.ts";

export interface ReplayRouteParts {
  readonly desk: {
    replay(id: string, request: ReplayRequest, remoteAddress: string | null): Promise<ReplayAnswer>;
    chain(id: string): Promise<ReplayChain>;
    compare(before: string, after: string): Promise<Comparison>;
  };
  readonly runs: {
    plan(request: PlanRequest): Promise<ReplayPlan>;
    start(request: RunRequest, remoteAddress: string | null): Promise<{ id: string }>;
    list(): Promise<readonly RunHead[]>;
    read(id: string): Promise<ReplayRun>;
    stop(id: string): Promise<void>;
    remove(id: string): Promise<void>;
  };
}

type WithId = { Params: { id: string } };
const session = { config: { access: "panel" } } as const;

export function registerReplayRoutes(app: FastifyInstance, { desk, runs }: ReplayRouteParts): void {
  const path = (name: keyof typeof replayRoutes): string => `${panelApiBase}${replayRoutes[name].path}`;
  app.post<WithId>(path("replay"), session, (request) =>
    desk.replay(idOf(request), parsedBody(replayRequestSchema, request), addressOf(request)),
  );
  app.get<WithId>(path("replayChain"), session, (request) => desk.chain(idOf(request)));
  app.get(path("replayCompare"), session, (request) => {
    const { a, b } = parsedQuery(replayRoutes.replayCompare.query, request);
    return desk.compare(a, b);
  });
  app.post(path("replayPlan"), session, (request) => runs.plan(parsedBody(planRequestSchema, request)));
  app.get(path("replayRuns"), session, async () => ({ runs: await runs.list() }));
  app.post(path("startReplayRun"), session, (request) =>
    runs.start(parsedBody(runRequestSchema, request), addressOf(request)),
  );
  app.get<WithId>(path("replayRun"), session, (request) => runs.read(idOf(request)));
  app.post<WithId>(path("stopReplayRun"), session, async (request) => {
    await runs.stop(idOf(request));
    return {};
  });
  app.post<WithId>(path("removeReplayRun"), session, async (request) => {
    await runs.remove(idOf(request));
    return {};
  });
}

function idOf({ params }: FastifyRequest<WithId>): string {
  return params.id.slice(0, 64);
}

function addressOf({ clientAddress }: FastifyRequest<WithId> | FastifyRequest): string | null {
  return clientAddress === "" ? null : clientAddress;
}
