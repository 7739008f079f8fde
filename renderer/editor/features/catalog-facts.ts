/** What the catalog says of each deployment, by its file and line, for the lenses; nothing while there is none. */
import type { CatalogRow, DeploymentTest } from "../../../gateway/contract/model-catalog.ts";
import { draftStore } from "../draft.ts";

let rows: readonly CatalogRow[] = [];
let hasFigures = false;
const tests = new Map<string, DeploymentTest | "running">();
const listeners = new Set<() => void>();

/** @param isCounted  the last day's calls are counted; before that nothing is said of them */
export function setCatalogRows(next: readonly CatalogRow[], isCounted: boolean): void {
  rows = next;
  hasFigures = isCounted;
  // What was tried of an entry says nothing of one that comes under its id later.
  const ids = new Set(next.map(({ deploymentId }) => deploymentId));
  for (const id of tests.keys()) if (!ids.has(id)) tests.delete(id);
  changed();
}

export function setTest(deploymentId: string, test: DeploymentTest | "running"): void {
  tests.set(deploymentId, test);
  changed();
}

export function testOf(deploymentId: string): DeploymentTest | "running" | null {
  return tests.get(deploymentId) ?? null;
}

export function catalogRows(): readonly CatalogRow[] {
  return rows;
}

export function areCallsCounted(): boolean {
  return hasFigures;
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
