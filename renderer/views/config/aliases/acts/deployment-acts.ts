/** Acts on deployments: one entry of a `model_list`, its parameters, and the alias it belongs to. */
import type { ConfigPath, JsonValue } from "../../../../../gateway/contract/config-edit.ts";
import type { DraftAlias, DraftDeployment } from "../../../../../gateway/contract/config-files.ts";
import type { Act } from "./act.ts";
import { shownWeights } from "./shares.ts";

export function entryPath({ index }: DraftDeployment): ConfigPath {
  return ["model_list", index];
}

export function paramPath({ index }: DraftDeployment, key: string): ConfigPath {
  return ["model_list", index, "litellm_params", key];
}

/** @param value null takes the key out */
export function setParam(deployment: DraftDeployment, key: string, value: JsonValue | null): Act {
  const path = paramPath(deployment, key);
  const edit = value === null ? ({ op: "remove", path } as const) : ({ op: "set", path, value } as const);
  return [{ file: deployment.file, edits: [edit] }];
}

/** After the alias's last entry of its first file, so that a group stays together; at the end of the main file without one. */
export function addDeployment(alias: DraftAlias, litellmParams: Record<string, JsonValue>, mainFile: string): Act {
  return insertEntry(alias, { model_name: alias.alias, litellm_params: litellmParams }, mainFile);
}

export function removeDeployment(deployment: DraftDeployment): Act {
  return [{ file: deployment.file, edits: [{ op: "remove", path: entryPath(deployment) }] }];
}

/** The entry stays where it stands in its file; only its name changes. */
export function moveDeployment(deployment: DraftDeployment, to: string): Act {
  const path = [...entryPath(deployment), "model_name"];
  return [{ file: deployment.file, edits: [{ op: "set", path, value: to }] }];
}

/** A given id names one deployment and is not copied. Masks of keys come back to what they stand for. */
export function copyDeployment(deployment: DraftDeployment, to: DraftAlias, mainFile: string): Act {
  const { id: _id, ...modelInfo } = deployment.modelInfo;
  const info = Object.keys(modelInfo).length === 0 ? {} : { model_info: modelInfo };
  const value = { model_name: to.alias, litellm_params: deployment.litellmParams, ...info };
  // A mask stands for its key in its own file only.
  return insertEntry(to, value, mainFile, deployment.file);
}

function insertEntry(
  alias: DraftAlias,
  value: Record<string, JsonValue>,
  mainFile: string,
  wantedFile = alias.deployments[0]?.file ?? mainFile,
): Act {
  const last = alias.deployments.filter(({ file }) => file === wantedFile).at(-1);
  const place = last === undefined ? {} : { index: last.index + 1 };
  return [{ file: wantedFile, edits: [{ op: "insert", path: ["model_list"], ...place, value }] }];
}

/**
 * One weight set. As soon as one entry has a weight, those without weigh nothing, so where none is written every other
 * one gets the one it is shown with: only the share that is asked for changes.
 */
export function setWeight(alias: DraftAlias, at: number, weight: number): Act {
  const shown = shownWeights(alias.deployments);
  const isAnyWritten = alias.deployments.some(({ litellmParams }) => typeof litellmParams["weight"] === "number");
  const changes = alias.deployments.flatMap((deployment, index) => {
    if (index !== at && isAnyWritten) return [];
    const value = index === at ? weight : (shown[index] ?? 0);
    return [{ file: deployment.file, edit: { op: "set", path: paramPath(deployment, "weight"), value } as const }];
  });
  return byFile(changes);
}

/** Takes every weight out: an even draw, unless `rpm` or `tpm` speak. */
export function clearWeights(alias: DraftAlias): Act {
  const written = alias.deployments.filter(({ litellmParams }) => litellmParams["weight"] !== undefined);
  return byFile(
    written.map((deployment) => ({
      file: deployment.file,
      edit: { op: "remove", path: paramPath(deployment, "weight") } as const,
    })),
  );
}

export function canary(alias: DraftAlias, percent: number, litellmParams: Record<string, JsonValue>): Act | null {
  const files = new Set(alias.deployments.map(({ file }) => file));
  const [file] = files;
  // The weights of all have to be in one text.
  if (file === undefined || files.size > 1) return null;
  return [{ file, edits: [{ op: "canary", alias: alias.alias, percent, litellmParams }] }];
}

type Edit = Act[number]["edits"][number];

function byFile(changes: readonly { readonly file: string; readonly edit: Edit }[]): Act {
  const files = new Map<string, Edit[]>();
  for (const { file, edit } of changes) files.set(file, [...(files.get(file) ?? []), edit]);
  return [...files].map(([file, edits]) => ({ file, edits }));
}
