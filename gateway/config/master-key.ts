/**
 * The master key: written, named by a variable, or LITELLM_MASTER_KEY when the file is silent.
 *
 * Law: a key that is named but not set refuses to load. LiteLLM opens the door there.
 */
import { resolveValue, variableNameIn, type Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { mapOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

const weakLength = 16;

export interface MasterKey {
  readonly key: string | null;
  readonly isRefused: boolean;
}

export function readMasterKey(root: PlainMap, variables: Variables, finder: Finder): MasterKey {
  const general = mapOf(root["general_settings"]);
  const path = "general_settings.master_key";
  if (!("master_key" in general)) return fromVariable(variables, finder);
  const written = general["master_key"];
  const name = variableNameIn(written);
  const key = textOf(resolveValue(written, variables));
  if (key === null || key.trim() === "") {
    finder.atValue(general, "master_key", path, "master_key_unset", "error", {
      message:
        name === null
          ? "`master_key` is empty; the gateway does not start without a lock it was told to have."
          : `The variable ${name} is ${key === null && variables[name] === undefined ? "not set" : "empty"}, so there is no master key; the gateway does not start.`,
      hint:
        name === null
          ? "Write a key, or remove the line."
          : `Put ${name}=sk-... into the .env beside this file, or set it in the environment.`,
    });
    return { key: null, isRefused: true };
  }
  if (isWeak(key)) finder.atValue(general, "master_key", path, "master_key_weak", "warning", weakWords);
  return { key, isRefused: false };
}

function fromVariable(variables: Variables, finder: Finder): MasterKey {
  const key = variables["LITELLM_MASTER_KEY"] ?? null;
  if (key !== null && key.trim() === "") {
    finder.atFile("master_key_unset", "error", {
      message:
        "The variable LITELLM_MASTER_KEY is set, but empty; the gateway does not start with an open door by accident.",
      hint: "Give it a value (for example: openssl rand -hex 24), or unset it.",
    });
    return { key: null, isRefused: true };
  }
  if (key === null) {
    finder.atFile("master_key_missing", "warning", {
      message: "No master key is set: every program on this machine may use the gateway. It listens on loopback only.",
      hint: "Add `general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}` and put the variable into .env.",
    });
  } else if (isWeak(key)) finder.atFile("master_key_weak", "warning", weakWords);
  return { key, isRefused: false };
}

const weakWords = {
  message: "The master key is short or well known; that is enough for trying out, and only on this machine.",
  hint: "Use a long random one, for example `openssl rand -hex 24`.",
};

function isWeak(key: string): boolean {
  return key.length < weakLength || key === "sk-1234";
}
