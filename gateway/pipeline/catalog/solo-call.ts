/**
 * One real call to one deployment, past the router's pick and its cooldowns, and otherwise like any request: it has a row
 * in the log, a bill, and the mark `portico:probe` among its tags.
 *
 * The router's memory is not touched by it but for a note of how it went: a model that cannot call tools is no failure
 * of its deployment.
 */
import { startDeadline } from "../../base/deadline.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { Catalog, Deployment } from "../../contract/deployment.ts";
import type { Operation } from "../../contract/operations.ts";
import type { RequestOutcome } from "../../contract/spend-log.ts";
import type { Principal } from "../../policy/authenticate.ts";
import { Router } from "../../routing/router.ts";
import type { ClientReply } from "../exchange.ts";
import { handleChat, type PipelineParts } from "../handle-chat.ts";
import { KeptReply } from "./kept-reply.ts";
import { soloCatalog } from "./solo-catalog.ts";

export interface SoloParts {
  readonly pipeline: PipelineParts;
  readonly catalog: () => Catalog;
  /** Told of each reply, so that a stop can end what is still open. */
  readonly track: (reply: ClientReply) => void;
}

export interface SoloCall {
  readonly deployment: Deployment;
  readonly operation: Operation;
  /** Without `model`. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Beside the mark, e.g. `portico:probe:tools`. */
  readonly tag: string;
}

export interface SoloAnswer {
  /** What the log keeps of it. */
  readonly outcome: RequestOutcome;
  /** What a client would have got. */
  readonly text: string;
}

const limitMs = 60_000;
const panel: Principal = { kind: "admin", keyDigest: null, keyName: "panel", key: null };

export async function callAlone(call: SoloCall, { pipeline, catalog, track }: SoloParts): Promise<SoloAnswer> {
  const { deployment, operation, body, tag } = call;
  const reply = new KeptReply();
  track(reply);
  const { parts, outcome } = watched(pipeline);
  const deadline = startDeadline(limitMs, () => reply.leave());
  await handleChat(
    {
      principal: panel,
      operation,
      path: "/ui/api/catalog",
      modelFromPath: null,
      headers: {
        "user-agent": "portico-panel",
        "x-litellm-tags": `portico:probe,${tag}`,
        "x-litellm-num-retries": "0",
      },
      remoteAddress: null,
      clientCertificate: null,
      body: Buffer.from(JSON.stringify({ model: deployment.alias, ...body })),
      reply,
      catalog: soloCatalog(catalog(), deployment),
    },
    parts,
  );
  deadline.dispose();
  const ended = outcome();
  if (ended === null) throw new GatewayError("internal_error", { message: "The call left no outcome." });
  return { outcome: ended, text: reply.text };
}

/** The pipeline with a router that knows nobody yet, and an ear at its log. */
function watched(pipeline: PipelineParts): { parts: PipelineParts; outcome: () => RequestOutcome | null } {
  let ended: RequestOutcome | null = null;
  const parts: PipelineParts = {
    ...pipeline,
    router: new Router({ clock: pipeline.clock, random: pipeline.random, priceOf: () => null }),
    log: {
      begin: (intent) => pipeline.log.begin(intent),
      finish: (outcome) => {
        ended = outcome;
        pipeline.log.finish(outcome);
      },
    },
  };
  return { parts, outcome: () => ended };
}
