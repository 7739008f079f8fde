/**
 * A folder of its own for one test file, gone when the tests are.
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "portico-shell-")));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
