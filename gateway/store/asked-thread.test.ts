/** A question that still waits when the gateway stops. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { AskedThread } from "./asked-thread.ts";

it("is told that the gateway stops, which is no fault of anybody's", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portico-asked-"));
  const thread = new AskedThread<object>({ name: "reader-thread", file: join(folder, "requests.db"), heapMb: 64 });
  const asked = expect(thread.ask({ kind: "detail", id: "1" })).rejects.toMatchObject({
    code: "shutting_down",
    status: 503,
  });
  await thread.dispose();
  await asked;
  rmSync(folder, { recursive: true, force: true });
});
