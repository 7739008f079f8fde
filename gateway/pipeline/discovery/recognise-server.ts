/**
 * Finds the list of models behind a base URL that nobody described: OpenAI's list first, Ollama's if there is none, and by
 * what the list says of itself which server it is, because that decides the provider's prefix.
 */
import type { AskOptions } from "./ask-json.ts";
import { noList } from "./ask-json.ts";
import { knownSources, type ListDialect } from "./known-sources.ts";
import { listModels, withoutV1, type ListTarget } from "./list-models.ts";
import type { ListedModel } from "./listed-model.ts";

export interface RecognisedServer {
  readonly provider: string;
  readonly dialect: ListDialect;
  /** What a deployment has to call. */
  readonly apiBase: string;
  readonly models: readonly ListedModel[];
}

/** @throws GatewayError why it cannot be asked, or that it lists nothing */
export async function recogniseServer(target: ListTarget, options: AskOptions): Promise<RecognisedServer> {
  const official = officialAt(target.base);
  if (official !== null) return listOfficial(official, target, options);
  for (const base of openaiBases(target.base)) {
    const models = await listModels("openai", { ...target, base }, options);
    if (models !== null) return speaksOpenai({ ...target, base }, models, options);
  }
  const apiBase = withoutV1(target.base);
  const models = await listModels("ollama", { ...target, base: apiBase }, options);
  if (models === null) throw noList(new URL(target.base).host);
  return { provider: "ollama_chat", dialect: "ollama", apiBase, models };
}

type Official = (typeof knownSources)[number];

function officialAt(base: string): Official | null {
  const { origin } = new URL(base);
  return knownSources.find(({ apiBase, isLocal }) => !isLocal && new URL(apiBase).origin === origin) ?? null;
}

async function listOfficial(
  { provider, dialect, apiBase, listBase }: Official,
  target: ListTarget,
  options: AskOptions,
): Promise<RecognisedServer> {
  const models = await listModels(dialect, { ...target, base: listBase ?? apiBase }, options);
  if (models === null) throw noList(new URL(target.base).host);
  return { provider, dialect, apiBase, models };
}

/** People paste the address with `/v1` and without. */
function openaiBases(base: string): readonly string[] {
  const plain = base.replace(/\/+$/, "");
  if (/\/v\d+$/.test(plain)) return [plain];
  return new URL(plain).pathname === "/" ? [`${plain}/v1`, plain] : [plain, `${plain}/v1`];
}

async function speaksOpenai(
  target: ListTarget,
  models: readonly ListedModel[],
  options: AskOptions,
): Promise<RecognisedServer> {
  const owners = new Set(models.map(({ ownedBy }) => ownedBy));
  const own = owners.size === 1 ? await ownList(models[0]?.ownedBy ?? null, target, options) : null;
  if (own !== null) return own;
  const provider = providerBy(models, owners, target.key !== null);
  return { provider, dialect: "openai", apiBase: target.base, models };
}

/** Ollama and LM Studio have a list of their own that says more. */
async function ownList(
  owner: string | null,
  target: ListTarget,
  options: AskOptions,
): Promise<RecognisedServer | null> {
  if (owner === "library") {
    const models = await listModels("ollama", target, options);
    const apiBase = withoutV1(target.base);
    return models === null ? null : { provider: "ollama_chat", dialect: "ollama", apiBase, models };
  }
  if (owner !== "organization_owner") return null;
  const models = await listModels("lm_studio", target, options);
  return models === null ? null : { provider: "lm_studio", dialect: "lm_studio", apiBase: target.base, models };
}

/** Prices and modalities in one list are OpenRouter's; a server without a key needs a prefix that asks for none. */
function providerBy(models: readonly ListedModel[], owners: ReadonlySet<string | null>, hasKey: boolean): string {
  if (owners.has("vllm")) return "hosted_vllm";
  if (owners.has("llamacpp")) return "llamafile";
  const isRouter = models.some(({ price, inputModalities }) => price.source !== null && inputModalities.length > 0);
  if (isRouter && hasKey) return "openrouter";
  return hasKey ? "openai" : "hosted_vllm";
}
