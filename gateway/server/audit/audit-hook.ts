/**
 * Makes an act of every route that the table names: its handler runs inside the act, so the act's line is written before the
 * answer goes out.
 *
 * Law: no route that is not a GET is registered without a word on whether it is an act. A handler of an act returns its
 * answer and never sends it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { ActFacts, AuditActs, RunningAct } from "../../telemetry/audit/audit-acts.ts";
import type { PanelSessions } from "../panel-session.ts";
import { whereFrom, whoDoes } from "./act-caller.ts";
import { subjectOf, watchAct } from "./act-subject.ts";
import { auditedRoute, type AuditedRoute } from "./audit-table.ts";
import type { KeyActParts } from "./key-acts.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    audited?: AuditedRoute;
  }
  interface FastifyRequest {
    isActBegun: boolean;
  }
}

export interface AuditHookParts extends KeyActParts {
  readonly acts: AuditActs;
  readonly sessions: PanelSessions;
}

type Handler = (this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) => unknown;

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/** Register before any route: only later ones are seen. @throws Error from the registration of an undecided route */
export function registerAuditHook(app: FastifyInstance, parts: AuditHookParts): void {
  app.decorateRequest("isActBegun", false);
  app.addHook("onRoute", (route) => {
    const audited = decisionOn(route);
    if (audited === null) return;
    route.config = { ...route.config, audited };
    route.handler = inAct(audited, route.handler as Handler, parts); // called as the framework calls it
  });
  app.addHook("onError", async (request, _reply, failure) => {
    const { audited } = request.routeOptions.config;
    if (audited === undefined || request.isActBegun) return;
    await parts.acts.refuse(factsOf(audited, request, parts), failure);
  });
}

function decisionOn({ method, url, config }: RouteOptions): AuditedRoute | null {
  if (config?.operation !== undefined) return null;
  const methods = (Array.isArray(method) ? method : [method]).filter((one) => !harmless.has(one));
  const decisions = methods.map((one) => [one, auditedRoute(one, url)] as const);
  const open = decisions.find(([, decision]) => decision === undefined);
  if (open !== undefined)
    throw new Error(
      `${open[0]} ${url}: server/audit/audit-table.ts must say whether this route is an administrative act`,
    );
  return decisions.map(([, decision]) => decision).find((decision) => decision != null) ?? null;
}

function inAct(audited: AuditedRoute, handler: Handler, parts: AuditHookParts): Handler {
  const { act: name, kind, isChange } = audited;
  return function (request, reply) {
    const { acts } = parts;
    const work = async (act: RunningAct): Promise<unknown> => {
      const learn = watchAct(kind, request, parts);
      let answer: unknown;
      try {
        answer = await handler.call(this, request, reply);
      } finally {
        learn(act, answer);
      }
      if (reply.sent) throw new Error(`${name} answered before its line was written`);
      if (act.outcome.status === null) act.outcome = { ...act.outcome, status: reply.statusCode };
      return answer;
    };
    request.isActBegun = true;
    const facts = factsOf(audited, request, parts);
    const told = async (act: RunningAct): Promise<unknown> => {
      reply.header("x-portico-audit-id", act.id);
      return work(act);
    };
    return isChange ? acts.change(facts, told) : acts.announce(facts, told);
  };
}

function factsOf({ act, kind }: AuditedRoute, request: FastifyRequest, parts: AuditHookParts): ActFacts {
  return {
    act,
    who: whoDoes(request, parts.sessions),
    from: whereFrom(request),
    object: subjectOf(kind, request, parts),
  };
}
