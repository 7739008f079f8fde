/**
 * The variables a file names: unset ones with the aliases they touch, and ${NAME} that nothing expands.
 *
 * A deployment's own key and address, and the master key, are judged where they are used: there the file may have another
 * way to work.
 */
import { variableNameIn, type Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { mapOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

const maxWalk = 64;
const judgedElsewhere =
  /^(general_settings\.master_key|model_list\[\d+\]\.litellm_params\.(api_key|api_base|base_url|aws_access_key_id|aws_secret_access_key))$/;

export function checkVariables(root: PlainMap, variables: Variables, finder: Finder): void {
  const walk = (container: unknown, path: string, depth: number): void => {
    if (typeof container !== "object" || container === null || depth > maxWalk) return;
    const isList = Array.isArray(container);
    for (const [key, value] of Object.entries(container)) {
      const at = isList ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
      if (typeof value === "string") checkText({ container, key: isList ? Number(key) : key, value, at });
      else walk(value, at, depth + 1);
    }
  };
  const checkText = ({ container, key, value, at }: Place): void => {
    const unexpanded = /\$\{\w+\}/.exec(value)?.[0];
    if (unexpanded !== undefined) {
      // Only the reference is repeated: what stands around it may be half a secret.
      finder.atValue(container, key, at, "unexpanded_variable", "warning", {
        message: `\`${unexpanded}\` is taken as it stands: \${...} is never expanded.`,
        hint: "Write os.environ/NAME as the whole value.",
      });
    }
    const name = variableNameIn(value);
    if (name === null || typeof key === "number" || variables[name] !== undefined || judgedElsewhere.test(at)) return;
    const alias = aliasAt(root, at);
    finder.atValue(container, key, at, "unset_variable", "warning", {
      message: `The variable ${name} is not set, so \`${key}\` counts as not written.`,
      hint: `Put ${name}=... into the .env beside this file, or set it in the environment.`,
      ...(alias === null ? {} : { aliases: [alias] }),
    });
  };
  walk(root, "", 0);
}

interface Place {
  readonly container: object;
  readonly key: string | number;
  readonly value: string;
  readonly at: string;
}

function aliasAt(root: PlainMap, path: string): string | null {
  const index = /^model_list\[(\d+)\]/.exec(path)?.[1];
  const list: unknown = root["model_list"];
  return index === undefined || !Array.isArray(list) ? null : textOf(mapOf(list[Number(index)])["model_name"]);
}
