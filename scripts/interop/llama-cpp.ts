/** llama.cpp's own HTTP server, from the prebuilt wheel of its Python binding. */
import { join } from "node:path";
import { hasModule, makeVenv, pip } from "./python-venv.ts";
import type { RealServer } from "./real-server.ts";
import { writeTinyModel } from "./tiny-gguf.mjs";

const wheel = "xllamacpp==2026.10.11549";

export const llamaCpp: RealServer = {
  name: "llama.cpp",
  model: "llamafile/tiny",
  apiBase: "{origin}/v1",
  answer: "Hello there",
  knowsItsModels: false,
  prepare: ({ folder }) => {
    const venv = makeVenv("llamacpp");
    if (venv === null) return { skipped: "python3 or its venv module is missing" };
    if (!hasModule(venv, "xllamacpp") && !pip(venv, [wheel])) return { skipped: `PyPI does not give ${wheel}` };
    const model = join(folder, "tiny.gguf");
    writeTinyModel(model, { "<start>": ["Hello", " there"] });
    return {
      file: join(venv, "bin", "python"),
      args: (port) => [join(import.meta.dirname, "serve-llama-cpp.py"), model, String(port)],
      env: {},
      readyPath: "/health",
    };
  },
};
