/** What Ollama knows of each model, asked for a few at a time and for a bounded number: a long list stays quick. */
import { askJson, type AskOptions } from "./ask-json.ts";
import { withoutV1, type ListTarget } from "./list-models.ts";
import type { ListedModel } from "./listed-model.ts";
import { withDetails } from "./read-ollama-list.ts";

const mostAsked = 64;
const atOnce = 4;
const oneTimeoutMs = 2000;

export async function withOllamaDetails(
  models: readonly ListedModel[],
  { base, key }: ListTarget,
  options: AskOptions,
): Promise<ListedModel[]> {
  const detailed = [...models];
  const headers = key === null ? {} : { authorization: `Bearer ${key}` };
  const url = new URL(`${withoutV1(base)}/api/show`);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < Math.min(models.length, mostAsked); at = next++) {
      const model = models[at];
      if (model === undefined) return;
      const question = { url, headers, body: { model: model.id } };
      // A model whose details cannot be had is listed without them.
      const details = await askJson(question, { ...options, timeoutMs: oneTimeoutMs }).catch(() => undefined);
      detailed[at] = withDetails(model, details);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return detailed;
}
