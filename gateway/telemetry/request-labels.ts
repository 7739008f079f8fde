/**
 * The label values of a request, one object per kind of metric, made once for each (model, deployment, key) and kept.
 *
 * Law: their number is bounded. Names are the file's own (bounded-names.ts), and beyond `maxSets` the key, then everything
 * is `other`: a gateway with ten thousand keys answers a scrape as quickly as one with two hundred. Sets that a reload
 * made old count too, because their series stay.
 */
import type { Attempt, RequestIntent } from "../contract/spend-log.ts";
import { boundedModel, otherName, type KnownNames } from "./bounded-names.ts";
import type { Labels } from "./exposition.ts";
import { goneLabels, nowhere, placeLabels, placeLabelsOf } from "./place-labels.ts";

export const keyLabels = ["hashed_api_key", "api_key_alias", "team", "user"] as const;
export const proxyLabels = ["requested_model", ...keyLabels, "route", "model_id"] as const;
export const usageLabels = ["requested_model", "model", ...keyLabels, "model_id"] as const;
export const latencyLabels = ["requested_model", "model", "model_id"] as const;
export const overheadLabels = ["model_group", ...placeLabels] as const;
export const callLabels = ["requested_model", ...placeLabels, ...keyLabels] as const;
export const fallbackLabels = ["requested_model", "fallback_model", ...keyLabels] as const;

export interface RequestLabels {
  readonly key: Labels;
  readonly usage: Labels;
  readonly latency: Labels;
  readonly place: Labels;
  readonly overhead: Labels;
  readonly call: Labels;
  readonly requestedModel: string;
  readonly modelId: string;
}

/** A virtual key and whom it belongs to; "" = nobody in particular. */
export interface KeyOwner {
  /** SHA-256 of the key, hex: LiteLLM's `hashed_api_key`, the `token` of `/key/info`. */
  readonly hash: string;
  readonly user: string;
  readonly team: string;
}

export interface LabelSources {
  /** The running config's. */
  readonly catalog: () => KnownNames;
  /** null = no virtual key, so the master key: a hash of that one could be guessed at. */
  readonly ownerOf: (keyDigest: string) => KeyOwner | null;
}

type Asked = Pick<RequestIntent, "alias" | "keyDigest" | "keyName">;
type Place = Pick<Attempt, "deploymentId" | "provider">;

export const maxSets = 2000;
/** Beyond them, for models and deployments whose key is `other`. */
export const maxOtherSets = 500;

export class RequestLabelBook {
  readonly #sources: LabelSources;
  readonly #sets = new Map<string, RequestLabels>();
  /** What the sets were made from. */
  #catalog: KnownNames | null = null;
  /** Each set that was ever made, by its values. */
  readonly #seen = new Set<string>();
  /** Requests that were counted as `other`, because the book was full. */
  overflowed = 0;

  constructor(sources: LabelSources) {
    this.#sources = sources;
  }

  modelOf(alias: string): string {
    return boundedModel(alias, this.#sources.catalog());
  }

  /** @param place  who answered, or was asked last; null = nobody was asked */
  of(asked: Asked, place: Place | null): RequestLabels {
    const catalog = this.#sources.catalog();
    if (catalog !== this.#catalog) {
      this.#catalog = catalog;
      this.#sets.clear();
    }
    const model = boundedModel(asked.alias, catalog);
    const id = place?.deploymentId ?? "";
    const name = `${model}\n${id}\n${asked.keyDigest ?? ""}\n${asked.keyName ?? ""}`;
    return this.#sets.get(name) ?? this.#add(name, model, asked, place, catalog);
  }

  #add(name: string, model: string, asked: Asked, place: Place | null, catalog: KnownNames): RequestLabels {
    const labels = labelsOf(model, keyOf(asked, this.#sources), place, catalog);
    if (!this.#hasRoom(labels, maxSets)) return this.#overflow(model, place, catalog);
    this.#sets.set(name, labels);
    return labels;
  }

  #overflow(model: string, place: Place | null, catalog: KnownNames): RequestLabels {
    this.overflowed++;
    const name = `${model}\n${place?.deploymentId ?? ""}\n${otherName}`;
    const known = this.#sets.get(name);
    if (known !== undefined) return known;
    const labels = labelsOf(model, otherKey, place, catalog);
    if (!this.#hasRoom(labels, maxSets + maxOtherSets)) return allOther;
    this.#sets.set(name, labels);
    return labels;
  }

  /** What was seen before has its series already. */
  #hasRoom({ call, latency }: RequestLabels, limit: number): boolean {
    const identity = [...Object.values(call), ...Object.values(latency)].join("\n");
    if (this.#seen.has(identity)) return true;
    if (this.#seen.size >= limit) return false;
    this.#seen.add(identity);
    return true;
  }
}

const otherKey = { hashed_api_key: otherName, api_key_alias: otherName, team: otherName, user: otherName };
const otherPlace = { litellm_model_name: otherName, model_id: otherName, api_base: "", api_provider: otherName };
const allOther = setOf(otherName, otherKey, otherPlace, otherName);

function keyOf({ keyDigest, keyName }: Asked, { ownerOf }: LabelSources): Labels {
  const { hash, team, user } = keyDigest === null ? nobody : (ownerOf(keyDigest) ?? master);
  return { hashed_api_key: hash, api_key_alias: keyName ?? "", team, user };
}

const nobody: KeyOwner = { hash: "", user: "", team: "" };
/** LiteLLM's word for it. */
const master: KeyOwner = { ...nobody, hash: "litellm_proxy_master_key" };

function labelsOf(requestedModel: string, key: Labels, place: Place | null, { byId }: KnownNames): RequestLabels {
  const deployment = place === null ? undefined : byId.get(place.deploymentId);
  if (deployment !== undefined) return setOf(requestedModel, key, placeLabelsOf(deployment), deployment.upstreamModel);
  const at = place === null ? nowhere : goneLabels(place.provider);
  return setOf(requestedModel, key, at, at["litellm_model_name"] ?? "");
}

function setOf(requestedModel: string, key: Labels, place: Labels, model: string): RequestLabels {
  const asked = { requested_model: requestedModel };
  const { model_id = "" } = place;
  const answered = { model, model_id };
  // Frozen, because they come again: series-by-labels.ts finds them by identity.
  return Object.freeze({
    key: Object.freeze(key),
    usage: Object.freeze({ ...asked, ...answered, ...key }),
    latency: Object.freeze({ ...asked, ...answered }),
    place: Object.freeze(place),
    overhead: Object.freeze({ model_group: requestedModel, ...place }),
    call: Object.freeze({ ...asked, ...place, ...key }),
    requestedModel,
    modelId: model_id,
  });
}
