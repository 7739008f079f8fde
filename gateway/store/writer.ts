/**
 * The only writer of the log: the ended requests of a batch in one transaction, redacted, capped and packed here, off the
 * request path. What a dead process left in its journal becomes interrupted rows.
 */
import { zstdCompressSync } from "node:zlib";
import { createRedactor, type Redactor } from "../base/redact.ts";
import type { ProbedAbility } from "../contract/deployment-figures.ts";
import type { RequestIntent } from "../contract/spend-log.ts";
import { useCounter, type CountUse } from "./alias-use.ts";
import type { Connection } from "./database.ts";
import type { Batch, OutcomeRow, WriterOptions } from "./messages.ts";
import { writeProbes } from "./probe-rows.ts";

/** Below this, packing costs more time than it saves space. */
const packFromBytes = 4096;

const insertRequest = `INSERT OR REPLACE INTO request (id, started_at, state, operation, alias, deployment_id, provider,
  upstream_model, stream, status, prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens,
  reasoning_tokens, cost_usd_nanos, is_estimate,
  first_token_ms, total_ms, attempts, key_digest, key_name, user_agent, client_address, error_code, error_message,
  doc, tags, call_id)
  VALUES (@id, @startedAt, @state, @operation, @alias, @deploymentId, @provider, @upstreamModel, @stream, @status,
  @promptTokens, @completionTokens, @cachedTokens, @cacheWriteTokens, @reasoningTokens, @costUsdNanos, @isEstimate, @firstTokenMs, @totalMs, @attempts,
  @keyDigest, @keyName, @userAgent, @clientAddress, @errorCode, @errorMessage, @doc, @shortTags, @callId)`;
const insertDetail = `INSERT OR REPLACE INTO request_detail (id, path, catalog_version, end_user, session_id, client_certificate, traceparent,
  tracestate, tags, metadata, attempt_list, route, cost, request_bytes, response_bytes, request_packed, request_body, response_packed,
  response_body) VALUES (@id, @path, @catalogVersion, @endUser, @sessionId, @clientCertificate, @traceparent, @tracestate, @tags, @metadata,
  @attemptList, @route, @cost, @requestBytes, @responseBytes, @requestPacked, @requestBody, @responsePacked, @responseBody)`;

interface PackedBody {
  readonly packed: 0 | 1;
  readonly content: Buffer | null;
}

export class Writer {
  readonly #options: WriterOptions;
  readonly #statements;
  readonly #countUse: CountUse;
  /** The last request's number, in the order of their ends. */
  #doc: number;
  readonly #transaction: (batch: Batch, bodies: readonly (Uint8Array | null)[]) => void;
  #redact: Redactor;

  constructor(connection: Connection, options: WriterOptions) {
    this.#options = options;
    this.#redact = createRedactor(options.secrets);
    this.#statements = {
      request: connection.prepare(insertRequest),
      detail: connection.prepare(insertDetail),
      pending: connection.prepare("INSERT INTO text_pending (doc) VALUES (?)"),
    };
    this.#doc = Number(connection.prepare("SELECT coalesce(max(doc), 0) FROM request").pluck().get());
    this.#countUse = useCounter(connection);
    this.#transaction = connection.transaction((batch: Batch, bodies: readonly (Uint8Array | null)[]) => {
      for (const [index, { intent, outcome }] of batch.entries()) {
        this.#insert(intent, outcome, this.#pack(bodies[2 * index]), this.#pack(bodies[2 * index + 1]));
        this.#countUse(intent, outcome);
      }
    });
  }

  setSecrets(secrets: readonly string[]): void {
    this.#redact = createRedactor(secrets);
  }

  /** @throws SqliteError when the disk is full or another program holds the file; the batch may then be written again */
  write(batch: Batch, bodies: readonly (Uint8Array | null)[]): void {
    this.#transaction(batch, bodies);
  }

  keepProbes(connection: Connection, probes: readonly ProbedAbility[]): void {
    writeProbes(connection, probes, this.#redact);
  }

  /** Rows for requests that a dead process had begun and not ended; those that have one keep it. */
  interrupt(connection: Connection, intents: readonly RequestIntent[]): void {
    const isKnown = connection.prepare<[string]>("SELECT 1 FROM request WHERE id = ?").pluck();
    connection.transaction(() => {
      for (const intent of intents) {
        if (isKnown.get(intent.id) === undefined) this.#insert(intent, { ...interrupted, id: intent.id }, none, none);
      }
    })();
  }

  #insert(intent: RequestIntent, outcome: InsertedOutcome, request: PackedBody, response: PackedBody): void {
    const { attemptList, route, cost, requestBytes, responseBytes, ...row } = outcome;
    const errorMessage = row.errorMessage === null ? null : this.#redact(row.errorMessage);
    const doc = ++this.#doc;
    const tags = JSON.stringify(intent.tags);
    this.#statements.request.run({
      ...intent,
      ...row,
      stream: intent.stream ? 1 : 0,
      isEstimate: row.isEstimate ? 1 : 0,
      attempts: attemptList.length,
      errorMessage,
      doc,
      shortTags: intent.tags.length === 0 ? null : tags,
      callId: intent.callId ?? null,
    });
    this.#statements.pending.run(doc); // search/text-index.ts takes it in when there is time
    this.#statements.detail.run({
      ...intent,
      tags,
      metadata: JSON.stringify(intent.metadata),
      attemptList: this.#redact(JSON.stringify(attemptList)),
      route: route === null ? null : this.#redact(JSON.stringify(route)),
      cost: cost === null ? null : JSON.stringify(cost),
      requestBytes,
      responseBytes,
      requestPacked: request.packed,
      requestBody: request.content,
      responsePacked: response.packed,
      responseBody: response.content,
    });
  }

  #pack(body: Uint8Array | null | undefined): PackedBody {
    if (body === null || body === undefined || !this.#options.bodies.enabled) return none;
    const text = this.#redact(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"));
    const plain = Buffer.from(text).subarray(0, this.#options.bodies.maxBytes);
    if (plain.length < packFromBytes) return { packed: 0, content: plain };
    const content = zstdCompressSync(plain);
    return content.length < plain.length ? { packed: 1, content } : { packed: 0, content: plain };
  }
}

const none: PackedBody = { packed: 0, content: null };

/** How long an interrupted request ran is not known. */
type InsertedOutcome = Omit<OutcomeRow, "state" | "totalMs"> & {
  readonly state: OutcomeRow["state"] | "interrupted";
  readonly totalMs: number | null;
};

const interrupted: Omit<InsertedOutcome, "id"> = {
  state: "interrupted",
  deploymentId: null,
  provider: null,
  upstreamModel: null,
  status: null,
  promptTokens: null,
  completionTokens: null,
  cachedTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  costUsdNanos: null,
  isEstimate: false,
  cost: null,
  firstTokenMs: null,
  totalMs: null,
  errorCode: "interrupted",
  errorMessage: "The gateway ended while this request ran.",
  attemptList: [],
  route: null,
  requestBytes: 0,
  responseBytes: 0,
};
