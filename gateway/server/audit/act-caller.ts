/** Who does an act, and from where: what is proven, and beside it what is only claimed. */
import type { FastifyRequest } from "fastify";
import type { AuditFrom, AuditWho } from "../../contract/audit.ts";
import type { PanelSessions } from "../panel-session.ts";

const longest = 200;
const nobody: AuditWho = { kind: "nobody", key: null, name: null, session: null, changedBy: null };

export function whoDoes(request: FastifyRequest, sessions: PanelSessions): AuditWho {
  const changedBy = header(request, "litellm-changed-by");
  const { principal } = request;
  if (principal !== null) {
    const { keyDigest: key, keyName: name } = principal;
    // Without a master key every caller is the admin.
    const kind = principal.key !== null ? "key" : key === null ? "nobody" : "master_key";
    return { kind, key, name, session: null, changedBy };
  }
  const session = request.routeOptions.config.access === "panel" ? sessions.nameOf(request.headers) : null;
  return { ...nobody, ...session, changedBy };
}

export function whereFrom(request: FastifyRequest): AuditFrom {
  return {
    address: request.clientAddress === "" ? null : request.clientAddress,
    userAgent: header(request, "user-agent"),
    callId: header(request, "x-request-id") ?? header(request, "x-litellm-call-id"),
    forwardedFor: header(request, "x-forwarded-for"),
  };
}

function header({ headers }: FastifyRequest, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value.slice(0, longest) : null;
}
