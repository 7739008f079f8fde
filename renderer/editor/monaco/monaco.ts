/**
 * Monaco as the panel uses it: the editor, its features, YAML's colours, and one worker from the panel's own files.
 *
 * No language service comes with it: completion, hover and markers are ours (docs/decisions/0026). Whoever imports this
 * file brings some megabytes along, so only lazily loaded views do.
 */
import * as monaco from "monaco-editor/editor/editor.api.js";
import "./monaco-features.ts";
import "monaco-editor/languages/definitions/yaml/register.js";

self.MonacoEnvironment = {
  getWorker: () => new Worker(new URL("./editor-worker.ts", import.meta.url), { type: "module" }),
};

export { monaco };
