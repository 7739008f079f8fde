/** Every client the panel has settings for, in the order it shows them. */
import { claudeCode } from "./claude-code.ts";
import type { Client } from "./client.ts";
import { codex } from "./codex.ts";
import { curl } from "./curl.ts";
import { flowise, langflow } from "./flow-builders.ts";
import { geminiSdk } from "./gemini-sdk.ts";
import { langgraph } from "./langgraph.ts";
import { ollamaClient } from "./ollama-client.ts";
import { openWebui } from "./open-webui.ts";
import { openaiNode, openaiPython } from "./openai-sdks.ts";

export const clients: readonly Client[] = [
  curl,
  openaiPython,
  openaiNode,
  claudeCode,
  codex,
  openWebui,
  langflow,
  flowise,
  langgraph,
  ollamaClient,
  geminiSdk,
];
