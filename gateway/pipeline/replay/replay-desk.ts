/** Single replays, and what belongs to them: the chain of a row, and two rows compared. */
import { GatewayError } from "../../contract/errors.ts";
import type { ReplayStore } from "../../contract/replay-store.ts";
import type { Comparison, ReplayAnswer, ReplayChain, ReplayRequest } from "../../contract/replay.ts";
import type { SpendLogDetail } from "../../contract/spend-log.ts";
import { resolveAlias } from "../../routing/resolve-alias.ts";
import { comparedAnswer } from "./compared-answer.ts";
import { goesElsewhere, hindranceOf, isJsonObject, operationOf, refusedReplay } from "./hindrance-of.ts";
import { replayBody } from "./replay-body.ts";
import { startReplay, type ReplayParts, type StartedReplay } from "./start-replay.ts";

export interface ReplayLog extends ReplayStore {
  detail(id: string): Promise<SpendLogDetail | null>;
}

export interface ReplayDeskParts extends ReplayParts {
  readonly log: ReplayLog;
}

export interface SentReplay {
  /** null = as the body says. */
  readonly alias: string | null;
  readonly text: string;
  readonly runId: string | null;
  readonly isEdited: boolean;
  readonly remoteAddress: string | null;
}

export class ReplayDesk {
  readonly #parts: ReplayDeskParts;

  constructor(parts: ReplayDeskParts) {
    this.#parts = parts;
  }

  /**
   * Sends a row again, once per alias; answers as soon as each has a row of its own.
   *
   * @throws GatewayError `route_not_found`, `replay_refused`, `unknown_model`
   */
  async replay(id: string, { body, aliases }: ReplayRequest, remoteAddress: string | null): Promise<ReplayAnswer> {
    const row = await this.#parts.log.detail(id);
    if (row === null) throw refusedReplay("gone");
    const text = body === undefined ? unchangedText(row) : editedText(row, body);
    // As it was: also where the body named it otherwise, by an alias of the client's key.
    const wanted = aliases ?? [body === undefined ? row.alias : null];
    for (const alias of aliases ?? []) this.#assertCanGoTo(alias, row);
    const link = { runId: null, isEdited: body !== undefined && body !== row.requestBody };
    const started = await Promise.all(
      [...new Set(wanted)].map((alias) => this.send(row, { alias, text, ...link, remoteAddress })),
    );
    const ids = await Promise.all(started.map((replay) => replay.id));
    return { replays: ids.map((of, at) => ({ id: of, alias: wanted[at] ?? row.alias })) };
  }

  async send(row: SpendLogDetail, { alias, text, runId, isEdited, remoteAddress }: SentReplay): Promise<StartedReplay> {
    const parent = (await this.#parts.log.replayLinks([row.id]))[row.id];
    const link = { replayOf: row.id, root: parent?.root ?? row.id, runId, isEdited };
    const sent = replayBody(row, text, alias);
    return startReplay({ row, operation: operationOf(row), sent, link, remoteAddress }, this.#parts);
  }

  /** @throws GatewayError `unknown_model` */
  assertKnown(alias: string): void {
    if (resolveAlias(this.#parts.catalog(), alias) !== null) return;
    throw new GatewayError("unknown_model", {
      message: `There is no alias "${alias.slice(0, 200)}".`,
      hint: "Choose one of the config's aliases.",
    });
  }

  #assertCanGoTo(alias: string, row: SpendLogDetail): void {
    this.assertKnown(alias);
    if (goesElsewhere(alias, row, this.#parts.catalog().settings)) throw refusedReplay("forced_model");
  }

  async chain(id: string): Promise<ReplayChain> {
    const { log } = this.#parts;
    const row = await log.detail(id); // also by the call id of a client
    const entries = await log.replayChain(row?.id ?? id);
    return { hindrance: hindranceOf(row), entries: [...entries] };
  }

  /** @throws GatewayError `route_not_found` */
  async compare(before: string, after: string): Promise<Comparison> {
    const [left, right] = await Promise.all([this.#parts.log.detail(before), this.#parts.log.detail(after)]);
    if (left === null || right === null)
      throw new GatewayError("route_not_found", { message: "One of the two requests is not in the log any more." });
    return { before: comparedAnswer(left), after: comparedAnswer(right) };
  }
}

function unchangedText(row: SpendLogDetail): string {
  const hindrance = hindranceOf(row);
  if (hindrance !== null || row.requestBody === null) throw refusedReplay(hindrance ?? "not_kept");
  return row.requestBody;
}

/** What was typed is whole, whatever the log kept; only what goes beside a body cannot be typed. */
function editedText(row: SpendLogDetail, body: string): string {
  const hindrance = hindranceOf(row);
  if (hindrance === "running" || hindrance === "pass_through" || hindrance === "form") throw refusedReplay(hindrance);
  if (isJsonObject(body)) return body;
  throw new GatewayError("invalid_request", { message: "The edited body is no JSON object.", param: "body" });
}
