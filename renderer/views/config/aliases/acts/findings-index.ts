/**
 * Findings by the thing they speak of: an entry of a file, a field of it, an alias; made once per reading, so that ten
 * thousand aliases cost one walk.
 */
import type { DraftDeployment } from "../../../../../gateway/contract/config-files.ts";
import type { Finding } from "../../../../../gateway/contract/findings.ts";

export class FindingsIndex {
  readonly #byEntry = new Map<string, Finding[]>();
  readonly #byAlias = new Map<string, Finding[]>();

  constructor(findings: readonly Finding[]) {
    for (const finding of findings) {
      const entry = /^model_list\[(\d+)\]/.exec(finding.path)?.[1];
      if (entry !== undefined) push(this.#byEntry, entryKey(finding.file, Number(entry)), finding);
      for (const alias of finding.aliases ?? []) push(this.#byAlias, alias, finding);
    }
  }

  ofEntry({ file, index }: Pick<DraftDeployment, "file" | "index">): readonly Finding[] {
    return this.#byEntry.get(entryKey(file, index)) ?? [];
  }

  /** At `key` of the entry's `litellm_params`, or deeper. */
  ofParam(deployment: Pick<DraftDeployment, "file" | "index">, key: string): readonly Finding[] {
    const path = `model_list[${deployment.index}].litellm_params.${key}`;
    return this.ofEntry(deployment).filter((finding) => isAtOrBelow(finding.path, path));
  }

  /** Of the entry, and of no field that the form shows. */
  ofRest(deployment: Pick<DraftDeployment, "file" | "index">, shownKeys: readonly string[]): readonly Finding[] {
    const prefix = `model_list[${deployment.index}].litellm_params.`;
    return this.ofEntry(deployment).filter(
      ({ path }) => !shownKeys.some((key) => isAtOrBelow(path, `${prefix}${key}`)),
    );
  }

  /** That name the alias and stand at none of its entries: they belong to the alias as a whole. */
  ofAlias(alias: string): readonly Finding[] {
    return (this.#byAlias.get(alias) ?? []).filter(({ path }) => !path.startsWith("model_list["));
  }
}

function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

function entryKey(file: string, index: number): string {
  return `${index} ${file}`;
}

function push(map: Map<string, Finding[]>, key: string, finding: Finding): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [finding]);
  else list.push(finding);
}
