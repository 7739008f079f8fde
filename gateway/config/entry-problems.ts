/** Why one `model_list` entry cannot work, in words for its owner: what is wrong, at which key, and how to mend it. */
import { providerTable, type ProviderRow } from "../contract/providers.ts";
import { variableNameIn, type Variables } from "./environment.ts";
import { nearestWord } from "./nearest-word.ts";
import type { Problem } from "./problem.ts";
import { shownAddress } from "./secret-keys.ts";
import type { PlainMap } from "./yaml-source.ts";

export function unsetVariable(name: string, key: string, alias: string): Problem {
  return {
    code: "unset_variable",
    key,
    message: `The variable ${name} is not set, so alias "${alias}" does not work.`,
    hint: `Put ${name}=... into the .env beside this file, or set it in the environment.`,
  };
}

export function missingModel(params: PlainMap, alias: string): Problem {
  const name = variableNameIn(params["model"]);
  if (name !== null) {
    return {
      code: "unset_variable",
      key: "model",
      message: `The variable ${name} is not set, so alias "${alias}" has no model.`,
      hint: `Put ${name}=... into the .env beside this file.`,
    };
  }
  return {
    code: "missing_key",
    key: "model",
    message: `Alias "${alias}" has no \`model\`.`,
    hint: "Write `model: <provider>/<name>`, for example openai/gpt-4o.",
  };
}

export function unknownProvider(model: string): Problem {
  const [prefix = ""] = model.split("/", 1);
  const meant = model.includes("/") ? nearestWord(prefix, providerTable.keys()) : null;
  const suggestion = meant === null ? `openai/${model}` : meant + model.slice(prefix.length);
  return {
    code: "unknown_provider",
    key: "model",
    suggestion,
    message: `\`${model}\` names no known provider.`,
    hint:
      meant === null
        ? `For a server that speaks OpenAI's API write \`${suggestion}\` and its api_base.`
        : `Did you mean \`${suggestion}\`?`,
  };
}

export function unsupportedProvider(row: ProviderRow): Problem {
  return {
    code: "unsupported_provider",
    key: "model",
    message: `The provider \`${row.prefix}\` is LiteLLM's, but this version of Portico has no adapter for it.`,
    hint: "If it also speaks OpenAI's API, write `openai/<model>` with that api_base.",
  };
}

export function missingBase(row: ProviderRow, params: PlainMap, alias: string): Problem {
  const name = variableNameIn(params["api_base"]);
  if (name !== null) {
    return {
      code: "unset_variable",
      key: "api_base",
      message: `The variable ${name} is not set, so alias "${alias}" has no api_base.`,
      hint: `Put ${name}=http://... into the .env beside this file.`,
    };
  }
  return {
    code: "missing_api_base",
    key: "model",
    message: `\`${row.prefix}/\` needs an api_base.`,
    hint: "Add `api_base: http://host:port/v1`.",
  };
}

export function badUrl(base: string): Problem {
  return {
    code: "bad_url",
    key: "api_base",
    message: `\`${shownAddress(base).slice(0, 200)}\` is not an http or https address.`,
    hint: "Write the whole address, such as http://127.0.0.1:8000/v1.",
  };
}

/** No key is written and none of the provider's variables is set. */
export function missingKey(row: ProviderRow, alias: string): Problem {
  return {
    code: "missing_api_key",
    key: "model",
    message: `Alias "${alias}" has no api_key and none of ${row.keyEnv.join(", ")} is set.`,
    hint: `Add \`api_key: os.environ/${row.keyEnv[0] ?? "NAME"}\` and set the variable; a server without keys takes any word, e.g. \`api_key: none\`.`,
  };
}

/** The next fault of an entry that has another one already, so that nobody mends a file one run at a time. */
export function unsetKey(params: PlainMap, alias: string, variables: Variables): Problem | null {
  const name = variableNameIn(params["api_key"]);
  return name === null || variables[name] !== undefined ? null : unsetVariable(name, "api_key", alias);
}
