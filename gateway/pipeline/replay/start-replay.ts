/**
 * One replay on its way through the pipeline, as the panel's session: routed, limited, billed and logged like any request.
 *
 * What a client sends beside its body is not kept, so only tags and session go along: they choose routes.
 */
import type { Catalog } from "../../contract/deployment.ts";
import type { Operation } from "../../contract/operations.ts";
import type { ReplayLink } from "../../contract/replay-link.ts";
import type { RequestOutcome, SpendLogDetail } from "../../contract/spend-log.ts";
import type { Principal } from "../../policy/authenticate.ts";
import { KeptReply } from "../catalog/kept-reply.ts";
import type { ClientReply } from "../exchange.ts";
import { handleChat, type PipelineParts } from "../handle-chat.ts";
import type { ReplayBody } from "./replay-body.ts";

export interface ReplayParts {
  readonly pipeline: PipelineParts;
  readonly catalog: () => Catalog;
  /** Told of each reply, so that a stop can end what is still open. */
  readonly track: (reply: ClientReply) => void;
}

export interface Replay {
  readonly row: Pick<SpendLogDetail, "tags" | "sessionId">;
  readonly operation: Operation;
  readonly sent: ReplayBody;
  readonly link: ReplayLink;
  readonly remoteAddress: string | null;
}

export interface StartedReplay {
  /** Its own row's id, as soon as there is one. */
  readonly id: Promise<string>;
  readonly ended: Promise<RequestOutcome>;
  /** As a client that leaves: the provider's call ends too. */
  readonly stop: () => void;
}

const panel: Principal = { kind: "admin", keyDigest: null, keyName: "panel", key: null };

export function startReplay({ row, operation, sent, link, remoteAddress }: Replay, parts: ReplayParts): StartedReplay {
  const reply = new KeptReply();
  parts.track(reply);
  const { pipeline, id, ended } = heard(parts.pipeline, link);
  // A tag with a comma stood in the body, and stands there still.
  const tags = row.tags.filter((tag) => !tag.includes(",")).join(",");
  const headers = {
    "content-type": "application/json",
    "user-agent": "portico-replay",
    ...(tags === "" ? {} : { "x-litellm-tags": tags }),
    ...(row.sessionId === null ? {} : { "x-litellm-session-id": row.sessionId }),
  };
  const from = { principal: panel, remoteAddress, clientCertificate: null, headers };
  const call = { ...from, operation, ...sent, reply, catalog: parts.catalog() };
  void handleChat(call, pipeline); // never rejects, and closes its record whatever happens
  return { id, ended, stop: () => reply.leave() };
}

interface HeardPipeline {
  readonly pipeline: PipelineParts;
  readonly id: Promise<string>;
  readonly ended: Promise<RequestOutcome>;
}

/** The pipeline with an ear at its log, which also writes down what the request replays. */
function heard(pipeline: PipelineParts, replay: ReplayLink): HeardPipeline {
  const id = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<RequestOutcome>();
  const { log } = pipeline;
  return {
    id: id.promise,
    ended: ended.promise,
    pipeline: {
      ...pipeline,
      log: {
        begin: (intent) => {
          const written = log.begin({ ...intent, replay });
          id.resolve(intent.id);
          return written;
        },
        finish: (outcome) => {
          log.finish(outcome);
          ended.resolve(outcome);
        },
      },
    },
  };
}
