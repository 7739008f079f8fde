/** Logins in the audit log, the refused ones too. A login is never held up: nobody may be locked out by a full disk. */
import type { FastifyRequest } from "fastify";
import { GatewayError } from "../../contract/errors.ts";
import { done, type ActFacts, type AuditActs } from "../../telemetry/audit/audit-acts.ts";
import { sessionNameOf } from "../panel-session.ts";
import { whereFrom } from "./act-caller.ts";

export class LoginActs {
  readonly #acts: AuditActs;

  constructor(acts: AuditActs) {
    this.#acts = acts;
  }

  /**
   * @param by  the start link, or the master key
   * @param cookie  what opens the session; null = refused
   */
  async tell(request: FastifyRequest, by: "link" | "key", cookie: string | null): Promise<void> {
    const facts: ActFacts = {
      act: "session.login",
      who: {
        kind: cookie === null ? "nobody" : "panel",
        key: null,
        name: null,
        session: cookie === null ? null : sessionNameOf(cookie),
        changedBy: null,
      },
      from: whereFrom(request),
      object: { kind: "session", id: by, name: null },
    };
    if (cookie !== null) return this.#acts.record(facts, done);
    const message = by === "link" ? "The link was used or is wrong." : "The key is not the master key.";
    return this.#acts.refuse(facts, new GatewayError("panel_session_required", { message }));
  }
}
