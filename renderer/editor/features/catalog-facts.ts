/** What the catalog says of each deployment, by its file and line, for the lenses; nothing while there is none. */
import type { CatalogRow, DeploymentTest } from "../../../gateway/contract/model-catalog.ts";
import { draftStore } from "../draft.ts";

let rows: readonly CatalogRow[] = [];
const tests = new Map<string, DeploymentTest | "running">();
const listeners = new Set<() => void>();

export function setCatalogRows(next: readonly CatalogRow[]): void {
  rows = next;
  changed();
}

export function setTest(deploymentId: string, test: DeploymentTest | "running"): void {
  tests.set(deploymentId, test);
  changed();
}

export function testOf(deploymentId: string): DeploymentTest | "running" | null {
  return tests.get(deploymentId) ?? null;
}

export interface PlacedRow {
  readonly row: CatalogRow;
  /** Of the entry in the draft as it is now. */
  readonly line: number;
}

/** The entries of a file's draft that are the running catalog's: by id, where the reading has them now. */
export function placedRows(file: string): readonly PlacedRow[] {
  const byId = new Map(rows.map((row) => [row.deploymentId, row]));
  const deployments = (draftStore.state().reading?.aliases ?? []).flatMap((alias) => alias.deployments);
  return deployments
    .filter((deployment) => deployment.file === file)
    .flatMap(({ id, line }) => {
      const row = byId.get(id);
      return row === undefined ? [] : [{ row, line }];
    });
}

export function subscribeCatalog(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  for (const listener of listeners) listener();
}
