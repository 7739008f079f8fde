/** Lenses in Monaco above each entry: health, calls, first token, price, and a test whose answer is shown there. */
import i18next from "i18next";
import type { DeploymentTest } from "../../../gateway/contract/model-catalog.ts";
import { callGateway } from "../../api/gateway-client.ts";
import { draftStore } from "../draft.ts";
import { monaco } from "../monaco/monaco.ts";
import { fileOf } from "../monaco/monaco-model.ts";
import { areCallsCounted, catalogRows, placedRows, setTest, subscribeCatalog, testOf } from "./catalog-facts.ts";
import { lensWords, testWords } from "./lens-words.ts";

const changes = new monaco.Emitter<monaco.languages.CodeLensProvider>();

export const testCommand = {
  id: "portico.testDeployment",
  run: (_accessor: unknown, id: string): void => void test(id),
};

export const lensProvider: monaco.languages.CodeLensProvider = {
  onDidChange: changes.event,
  provideCodeLenses(model) {
    const placed = placedRows(fileOf(model)).filter(({ line }) => line <= model.getLineCount());
    const lenses = placed.flatMap(({ row, line }) => {
      const range = new monaco.Range(line, 1, line, 1);
      const result = testOf(row.deploymentId);
      const test = result === "running" ? i18next.t("editor.lens.testing") : i18next.t("editor.lens.test");
      return [
        { range, command: { id: "", title: lensWords(row, areCallsCounted()) } },
        { range, command: { id: testCommand.id, title: test, arguments: [row.deploymentId] } },
        ...(result === null || result === "running" ? [] : [{ range, command: { id: "", title: testWords(result) } }]),
      ];
    });
    return { lenses, dispose: () => undefined };
  },
};

// A lens that is drawn anew loses the click that just began on it, so only new words are drawn.
let shown = "";
subscribeCatalog(() => {
  const words = JSON.stringify(
    catalogRows().map((row) => [lensWords(row, areCallsCounted()), testOf(row.deploymentId)]),
  );
  if (words !== shown) changes.fire(lensProvider);
  shown = words;
});
let seen: unknown = null;
draftStore.subscribe(() => {
  const { reading } = draftStore.state();
  if (reading !== seen) changes.fire(lensProvider);
  seen = reading;
});
i18next.on("languageChanged", () => changes.fire(lensProvider));

async function test(id: string): Promise<void> {
  if (testOf(id) === "running") return;
  setTest(id, "running");
  const failed = (text: string): DeploymentTest => ({
    isOk: false,
    status: null,
    firstTokenMs: null,
    totalMs: 0,
    text,
    costUsdNanos: null,
    requestId: null,
  });
  const answer = await callGateway("testDeployment", {}, { params: { id }, body: {} }).catch((cause: unknown) =>
    failed(cause instanceof Error ? cause.message : String(cause)),
  );
  setTest(id, answer);
}
