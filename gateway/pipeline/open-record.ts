/** The record of a request, with what the file lets the log keep of its bodies: by its alias, else for everything. */
import type { Catalog } from "../contract/deployment.ts";
import type { Authenticated, ChatRequest } from "./exchange.ts";
import { intentOf } from "./intent.ts";
import { RequestRecord, type RecorderParts } from "./record.ts";
import type { BodyPolicy } from "./wire-evidence.ts";

export function openRecord(id: string, request: Authenticated | ChatRequest, parts: RecorderParts): RequestRecord {
  const { body, headers, reply, catalog } = request;
  const client = { body, headers, reply, keyHeaderName: catalog.settings.keyHeaderName };
  const names = "model" in request ? [request.model] : null;
  return new RequestRecord(
    parts,
    intentOf(id, request, parts.clock.wallMs()),
    client,
    bodyPolicyOf(catalog, names, request.headers),
  );
}

/**
 * What may be kept. Of several rules that hold, the strictest counts, and no rule is stronger than what the client asks for.
 *
 * @param names  what was asked for and the alias behind it; null = nobody could read it, so any alias may be meant
 */
export function bodyPolicyOf(
  { settings }: Catalog,
  names: readonly string[] | null,
  headers: Authenticated["headers"],
): BodyPolicy {
  const { logBodies, logBodyBytes, logAliases } = settings.portico;
  const rules = logAliases.filter(({ pattern }) => names === null || names.some((name) => pattern.test(name)));
  const wishes = rules.flatMap(({ bodies }) => bodies ?? []);
  const isWanted = wishes.includes(false) ? false : logBodies || (names !== null && wishes.includes(true));
  const isForbidden = settings.turnOffMessageLogging || headers["x-litellm-enable-message-redaction"] === "true";
  const sizes = names === null ? [] : rules.flatMap(({ bodyBytes }) => bodyBytes ?? []);
  const maxBytes = sizes.length === 0 ? logBodyBytes : Math.min(...sizes);
  return { keepsBodies: isWanted && !isForbidden && maxBytes > 0, maxBytes };
}
