/**
 * A real Ollama behind a real Portico: `node scripts/interop/ollama.mjs`.
 *
 * Builds the server, gives it two models made on the spot whose answers are known, starts Portico before it, and asks
 * it in OpenAI's and in Ollama's words. Everything lives in the temporary folder and listens on loopback only.
 * Exit code 0 with `skipped:` says why there was nothing to test; 1 says what went wrong.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildOllama } from "./build-ollama.mjs";
import { ollamaChecks } from "./ollama-checks.mjs";
import { writeTinyModel } from "./tiny-gguf.mjs";

const key = "sk-interop-0123456789abcdef";
const root = join(import.meta.dirname, "..", "..");
const children = [];

/** The last token of the prompt decides the answer; calls, results and thinking in it tell Ollama what the model can. */
const fullTemplate =
  "{{- if .Tools }}[TOOLS] {{ .Tools }}{{ end }}{{ range .Messages }}[{{ .Role }}]{{ if .Thinking }}<think>{{ .Thinking }}</think>{{ end }}{{ .Content }}" +
  '{{ range .ToolCalls }}{"name": "{{ .Function.Name }}", "parameters": {{ .Function.Arguments }}}{{ end }}{{ end }}' +
  "{{ if .Tools }}<|tools|>{{ else if and .IsThinkSet .Think }}<|think|>{{ else }}<|plain|>{{ end }}";
const plainTemplate = "{{ range .Messages }}[{{ .Role }}]{{ .Content }}{{ end }}<|plain|>";

const built = buildOllama(join(tmpdir(), "portico-interop-ollama"));
if ("skipped" in built) {
  process.stdout.write(`skipped: ${built.skipped}\n`);
} else {
  const folder = mkdtempSync(join(tmpdir(), "portico-interop-"));
  try {
    process.exitCode = await check(built.program, folder);
  } finally {
    for (const child of children) child.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function check(program, folder) {
  const upstream = await startOllama(program, folder);
  const gateway = await startPortico(upstream, folder);
  let failed = 0;
  const checks = Object.entries(ollamaChecks);
  for (const [name, ask] of checks) {
    const problem = await ask({ origin: gateway, key }).then(
      () => null,
      (failure) => failure,
    );
    if (problem !== null) failed++;
    process.stdout.write(`${problem === null ? "ok  " : "FAIL"} ${name}${problem === null ? "" : `: ${problem}`}\n`);
  }
  process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

async function startOllama(program, folder) {
  const host = `127.0.0.1:${await freePort()}`;
  const models = join(folder, "models");
  mkdirSync(models, { recursive: true });
  const env = { ...process.env, OLLAMA_HOST: host, OLLAMA_MODELS: models, HOME: folder };
  start(program, ["serve"], { cwd: folder, env });
  await answers(`http://${host}/api/version`);
  writeTinyModel(join(folder, "tiny.gguf"), {
    "<|plain|>": ["Hel", "lo", " there", "."],
    "<|tools|>": ['{"name": ', '"w"', ', "parameters": ', '{"a": ', "1", "}}"],
    "<|think|>": ["<think>", "hmm", ",", "</think>", "Hi", "!"],
  });
  for (const [name, template] of Object.entries({ tiny: fullTemplate, "tiny-plain": plainTemplate })) {
    writeFileSync(join(folder, "Modelfile"), `FROM ./tiny.gguf\nTEMPLATE """${template}"""\n`);
    const made = spawnSync(program, ["create", name, "-f", "Modelfile"], { cwd: folder, env, encoding: "utf8" });
    if (made.status !== 0) throw new Error(`ollama create failed: ${made.stderr}`);
  }
  return `http://${host}`;
}

async function startPortico(upstream, folder) {
  const port = await freePort();
  const entry = (alias, model, extra = "") =>
    `  - {model_name: ${alias}, litellm_params: {model: ${model}, api_base: "${upstream}"}${extra}}\n`;
  writeFileSync(
    join(folder, "config.yaml"),
    `model_list:\n${entry("full", "ollama_chat/tiny")}${entry("plain", "ollama_chat/tiny-plain")}` +
      `${entry("generate", "ollama/tiny-plain")}${entry("gone", "ollama_chat/no-such-model")}` +
      `${entry("embed", "ollama/tiny-plain", ", model_info: {mode: embedding}")}` +
      `general_settings: {master_key: ${key}}\nportico: {ollama_api: true}\n`,
  );
  const main = join(root, "gateway", "main.ts");
  start(process.execPath, [main, "--config", "config.yaml", "--port", String(port), "--data", "data"], { cwd: folder });
  await answers(`http://127.0.0.1:${port}/health/liveliness`);
  return `http://127.0.0.1:${port}`;
}

function start(program, args, options) {
  const child = spawn(program, args, { ...options, stdio: "ignore" });
  children.push(child);
  return child;
}

async function answers(url) {
  for (let tries = 0; tries < 200; tries++) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
