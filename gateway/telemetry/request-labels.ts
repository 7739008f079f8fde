/**
 * The label values of a request, one object per kind of metric, made once for each (model, deployment, key) and kept.
 *
 * Law: their number is bounded. Names are the file's own (bounded-names.ts), and beyond `maxSets` the key, then the model
 * is `other`: a gateway with ten thousand keys answers a scrape as quickly as one with ten.
 */
import type { Attempt, RequestIntent } from "../contract/spend-log.ts";
import { boundedModel, otherName, type KnownNames } from "./bounded-names.ts";
import type { Labels } from "./metric-book.ts";
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

/** Whom a key belongs to; "" = nobody in particular. */
export interface KeyOwner {
  readonly user: string;
  readonly team: string;
}

export interface LabelSources {
  /** The running config's. */
  readonly catalog: () => KnownNames;
  readonly ownerOf: (keyDigest: string) => KeyOwner;
}

type Asked = Pick<RequestIntent, "alias" | "keyDigest" | "keyName">;
type Place = Pick<Attempt, "deploymentId" | "provider">;

const maxSets = 2000;

export class RequestLabelBook {
  readonly #sources: LabelSources;
  readonly #sets = new Map<string, RequestLabels>();
  /** What the sets were made from. */
  #catalog: KnownNames | null = null;
  readonly #names = new Set<string>();
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
    // Names that were seen before a reload have their series already; only new ones count.
    if (!this.#names.has(name) && this.#names.size >= maxSets) return this.#overflow(model, place, catalog);
    this.#names.add(name);
    const { user, team } = asked.keyDigest === null ? nobody : this.#sources.ownerOf(asked.keyDigest);
    const key = { hashed_api_key: asked.keyDigest ?? "", api_key_alias: asked.keyName ?? "", team, user };
    const labels = labelsOf(model, key, place, catalog);
    this.#sets.set(name, labels);
    return labels;
  }

  #overflow(model: string, place: Place | null, catalog: KnownNames): RequestLabels {
    this.overflowed++;
    const name = `${model}\n${place?.deploymentId ?? ""}\n${otherName}`;
    const known = this.#sets.get(name);
    if (known !== undefined) return known;
    const isFull = !this.#names.has(name) && this.#names.size >= 2 * maxSets;
    const labels = isFull ? labelsOf(otherName, otherKey, null, catalog) : labelsOf(model, otherKey, place, catalog);
    if (!isFull) {
      this.#names.add(name);
      this.#sets.set(name, labels);
    }
    return labels;
  }
}

const nobody: KeyOwner = { user: "", team: "" };
const otherKey = { hashed_api_key: otherName, api_key_alias: otherName, team: otherName, user: otherName };

function labelsOf(requestedModel: string, key: Labels, place: Place | null, { byId }: KnownNames): RequestLabels {
  const deployment = place === null ? undefined : byId.get(place.deploymentId);
  const at = deployment === undefined ? unknownPlace(place) : placeLabelsOf(deployment);
  const asked = { requested_model: requestedModel };
  const { model_id = "" } = at;
  const answered = { model: deployment?.upstreamModel ?? at["litellm_model_name"] ?? "", model_id };
  return Object.freeze({
    key,
    usage: { ...asked, ...answered, ...key },
    latency: { ...asked, ...answered },
    place: at,
    overhead: { model_group: requestedModel, ...at },
    call: { ...asked, ...at, ...key },
    requestedModel,
    modelId: model_id,
  });
}

function unknownPlace(place: Place | null): Labels {
  return place === null ? nowhere : goneLabels(place.provider);
}
