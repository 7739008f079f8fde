/** The bytes that a replay sends: the row's own, with another alias spliced in where one is asked for and nothing else touched. */
import { readValue, replaceValue } from "../../base/json-splice.ts";
import type { SpendLogDetail } from "../../contract/spend-log.ts";

export interface ReplayBody {
  readonly body: Buffer;
  readonly path: string;
  /** Of a route that has the alias in its path. */
  readonly modelFromPath: string | null;
}

/** Azure's and the old engines' routes name the alias in the path, which wins over the body. */
const modelInPath = /\/(?:engines|openai\/deployments)\//;

/**
 * @param text  a JSON object
 * @param alias  null = as the text says, and where it says nothing the row's
 */
export function replayBody(
  { path, alias: own }: Pick<SpendLogDetail, "path" | "alias">,
  text: string,
  alias: string | null,
): ReplayBody {
  const body = Buffer.from(text);
  const named = readValue(body, "model");
  if (modelInPath.test(path)) {
    const model = alias ?? own;
    return { body, path: path.replace(`/${own}/`, () => `/${model}/`), modelFromPath: model };
  }
  if (named === null) return { body, path, modelFromPath: alias ?? own };
  const written = alias === null ? null : JSON.stringify(alias);
  if (written === null || named.toString("utf8") === written) return { body, path, modelFromPath: null };
  return { body: replaceValue(body, "model", written), path, modelFromPath: null };
}
