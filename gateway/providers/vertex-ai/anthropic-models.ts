/**
 * Claude on Vertex: Anthropic's Messages body without its `model`, which the address names, and with the version inside.
 *
 * @source https://docs.anthropic.com/en/api/claude-on-vertex-ai
 */
import { spliceObject } from "../../base/json-splice.ts";
import type { Deployment } from "../../contract/deployment.ts";
import type {
  ChatTranslator,
  NativeInput,
  NativeRoute,
  TokenCounter,
  TranslatedInput,
  TranslatedRequest,
  UpstreamRequest,
} from "../provider.ts";
import { vertexRequest } from "./vertex-request.ts";

const version = new Map([["anthropic_version", '"vertex-2023-10-16"']]);
const nothing: ReadonlySet<string> = new Set();
const model: ReadonlySet<string> = new Set(["model"]);

interface Target {
  readonly deployment: Deployment;
  readonly upstreamModel: string;
}

export function anthropicRequest(chat: ChatTranslator, input: TranslatedInput): TranslatedRequest {
  const { request, dropped } = chat.toRequest(input);
  return { request: answered(request, input, input.conversation.isStream), dropped };
}

export function anthropicCount(counter: TokenCounter, input: TranslatedInput): TranslatedRequest {
  const { request, dropped } = counter.toRequest(input);
  return { request: counted(request, input), dropped };
}

/** The same for a client that speaks Messages itself: its bytes go on, but for the two members. */
export function anthropicNative(route: NativeRoute, isCount: boolean): NativeRoute {
  return {
    ...route,
    toRequest: (input: NativeInput) => {
      const request = route.toRequest(input);
      return isCount ? counted(request, input) : answered(request, input, input.isStream);
    },
  };
}

function answered(request: UpstreamRequest, { deployment, upstreamModel }: Target, isStream: boolean): UpstreamRequest {
  return vertexRequest({
    deployment,
    publisher: "anthropic",
    model: upstreamModel,
    method: isStream ? "streamRawPredict" : "rawPredict",
    body: spliceObject(request.body ?? Buffer.from("{}"), version, model),
    headers: betaOf(request),
  });
}

/** Counting has one address for all models, so the body names which. */
function counted(request: UpstreamRequest, { deployment }: Target): UpstreamRequest {
  return vertexRequest({
    deployment,
    publisher: "anthropic",
    model: "count-tokens",
    method: "rawPredict",
    body: spliceObject(request.body ?? Buffer.from("{}"), version, nothing),
    headers: betaOf(request),
  });
}

function betaOf({ headers }: UpstreamRequest): Record<string, string> {
  const beta = headers["anthropic-beta"];
  return beta === undefined ? {} : { "anthropic-beta": beta };
}
