/**
 * Lists the models of a source, or of any address, with what is known of each: the server's own words first, then the price
 * map's, which are named as such; and whether an alias calls it already.
 */
import type { Catalog } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { DiscoverAnswer, DiscoveredModel, DiscoverRequest } from "../../contract/model-catalog.ts";
import { countOf } from "../../base/json-shape.ts";
import { pricePerMillion } from "../../pricing/price-per-million.ts";
import { firstSaid, knownAbilities } from "../catalog/known-abilities.ts";
import { modalitiesOf } from "../catalog/modalities.ts";
import { noList, type AskOptions } from "./ask-json.ts";
import type { DiscoveryParts } from "./discovery-parts.ts";
import { listModels, type ListTarget } from "./list-models.ts";
import type { ListedModel } from "./listed-model.ts";
import { sourceTarget, typedTarget } from "./listing-key.ts";
import { openSources, type OpenSource } from "./model-sources.ts";
import { withOllamaDetails } from "./ollama-details.ts";
import { recogniseServer, type RecognisedServer } from "./recognise-server.ts";

const timeoutMs = 15_000;

/** @throws GatewayError why there is no list, or why it was not asked for */
export async function discoverModels(question: DiscoverRequest, parts: DiscoveryParts): Promise<DiscoverAnswer> {
  const options: AskOptions = { client: parts.upstream, redact: parts.redact, timeoutMs };
  const { server, target } = await findServer(question, parts, options);
  const models = server.dialect === "ollama" ? await withOllamaDetails(server.models, target, options) : server.models;
  const aliases = aliasesByModel(parts.catalog(), server);
  return {
    apiBase: parts.redact(server.apiBase),
    provider: server.provider,
    models: models.map((model) => shown(model, server, parts, aliases.get(model.id) ?? [])),
  };
}

interface Found {
  readonly server: RecognisedServer;
  readonly target: ListTarget;
}

async function findServer(question: DiscoverRequest, parts: DiscoveryParts, options: AskOptions): Promise<Found> {
  const { sourceId, apiBase, keyVariable } = question;
  if (sourceId !== null && apiBase === null) {
    const source = sourceWith(sourceId, parts);
    const target = sourceTarget(source, keyVariable);
    return { target, server: await listSource(source, target, options) };
  }
  if (apiBase === null || sourceId !== null) {
    throw new GatewayError("invalid_request", { message: "Send a sourceId or an apiBase, one of the two." });
  }
  const { masterKey } = parts.catalog().settings;
  const target = typedTarget({ apiBase, keyVariable, values: parts.variables(), masterKey });
  return { target, server: await recogniseServer(target, options) };
}

function sourceWith(id: string, parts: DiscoveryParts): OpenSource {
  const source = openSources(parts).find(({ shown: { id: known } }) => known === id);
  if (source !== undefined) return source;
  throw new GatewayError("invalid_request", {
    message: "There is no such source of models.",
    hint: "The config may have changed; open the list of sources again.",
    param: "sourceId",
  });
}

async function listSource(
  { dialect, shown: { provider, apiBase } }: OpenSource,
  target: ListTarget,
  options: AskOptions,
): Promise<RecognisedServer> {
  const models =
    (await listModels(dialect, target, options)) ??
    (dialect === "lm_studio" ? await listModels("openai", target, options) : null);
  if (models === null) throw noList(new URL(target.base).host);
  return { provider, dialect, apiBase, models };
}

function shown(
  { id, title, contextTokens, inputModalities, abilities, price }: ListedModel,
  { provider }: RecognisedServer,
  { prices, clock }: DiscoveryParts,
  aliases: readonly string[],
): DiscoveredModel {
  const sheet = prices.listedSheet(provider, id);
  const entry = sheet.entry?.entry ?? {};
  const all = firstSaid(abilities, knownAbilities(entry, "price_map"));
  const modalities = inputModalities.length > 0 ? inputModalities : guessed(entry, all);
  return {
    model: `${provider}/${id}`,
    title: title === id ? null : title,
    contextTokens: contextTokens ?? countOf(entry["max_input_tokens"]),
    inputModalities: [...modalities],
    abilities: all,
    price: price.source === null ? pricePerMillion(sheet, clock.wallMs()) : price,
    aliases: [...aliases],
  };
}

function guessed(entry: Readonly<Record<string, unknown>>, abilities: DiscoveredModel["abilities"]): readonly string[] {
  const mode = typeof entry["mode"] === "string" ? entry["mode"] : null;
  return mode === null ? [] : modalitiesOf(mode, abilities).inputModalities;
}

/** By upstream model: the aliases that call it at this very address. */
function aliasesByModel({ deployments }: Catalog, { provider, apiBase }: RecognisedServer): Map<string, string[]> {
  const place = placeOf(provider, apiBase);
  const aliases = new Map<string, Set<string>>();
  for (const deployment of deployments) {
    if (deployment.mockResponse !== null || placeOf(deployment.provider, deployment.apiBase) !== place) continue;
    const names = aliases.get(deployment.upstreamModel) ?? new Set();
    aliases.set(deployment.upstreamModel, names.add(deployment.alias));
  }
  return new Map([...aliases].map(([model, names]) => [model, [...names]]));
}

/** Ollama has two prefixes, and `localhost` two names. */
function placeOf(provider: string, apiBase: string): string {
  const host = URL.canParse(apiBase) ? new URL(apiBase).host.replace(/^localhost(?=:|$)/, "127.0.0.1") : apiBase;
  return `${provider.replace(/_chat$/, "")} ${host}`;
}
