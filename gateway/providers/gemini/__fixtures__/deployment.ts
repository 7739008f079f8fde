/** A deployment for tests, compiled from `litellm_params` as the file's own are. */
import { compileEntry } from "../../../config/compile-deployment.ts";
import { CredentialFiles } from "../../../config/credential-files.ts";
import type { Conversation, Message } from "../../../contract/conversation.ts";
import { noSampling } from "../../../contract/conversation.ts";
import type { Deployment } from "../../../contract/deployment.ts";
import type { TranslatedInput } from "../../provider.ts";

export function deploymentOf(params: Readonly<Record<string, unknown>>): Deployment {
  const outcome = compileEntry({
    alias: "gem",
    params,
    modelInfo: {},
    position: 0,
    file: "config.yaml",
    line: 1,
    dropParams: false,
    variables: {},
    credentialFiles: new CredentialFiles([]),
  });
  if ("problem" in outcome) throw new Error(outcome.problem.message);
  const [deployment] = outcome.deployments;
  if (deployment === undefined) throw new Error("no deployment");
  return deployment;
}

export const geminiParams = { model: "gemini/gemini-2.5-flash", api_base: "http://127.0.0.1:9902/gem", api_key: "g1" };

export function user(text: string): Message {
  return { role: "user", parts: [{ type: "text", text }] };
}

export function conversationOf(over: Partial<Conversation> = {}): Conversation {
  return {
    messages: [user("hi")],
    tools: [],
    toolChoice: null,
    parallelToolCalls: null,
    sampling: noSampling,
    responseFormat: null,
    reasoning: null,
    user: null,
    isStream: false,
    family: "openai",
    extra: {},
    ...over,
  };
}

export function inputOf(
  over: Partial<Conversation> = {},
  params: Readonly<Record<string, unknown>> = geminiParams,
  dropParams = false,
): TranslatedInput {
  const deployment = deploymentOf(params);
  return {
    deployment,
    upstreamModel: deployment.upstreamModel,
    conversation: conversationOf(over),
    dropParams,
    headers: {},
  };
}
