/**
 * Azure: OpenAI's dialect at other addresses. Bodies, answers and streams are the inner provider's; address, headers and
 * the refusals are Azure's.
 */
import type { Deployment } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { Operation } from "../../contract/operations.ts";
import type {
  ChatTranslator,
  NativeInput,
  NativeRoute,
  Provider,
  StreamTapOptions,
  TranslatedInput,
} from "../provider.ts";
import { classifyAzureError } from "./classify-error.ts";
import { endpointFor } from "./endpoint.ts";
import { PromptFilterTap } from "./prompt-filter-tap.ts";
import { deploymentName, rewriteRequest } from "./rewrite-request.ts";

/** @param openai  the provider that speaks OpenAI's dialect */
export function azure(openai: Provider): Provider {
  return {
    classifyError: (reply) => classifyAzureError(openai.classifyError(reply), reply),
    native: (operation, deployment) => {
      const route = openai.native(operation, deployment);
      const isThere = endpointFor(operation, deployment, deployment.upstreamModel) !== null;
      return route === null || !isThere ? null : azureRoute(route);
    },
    chat: openai.chat === null ? null : azureChat(openai.chat),
    embedding: null, // native
    counter: null,
  };
}

function azureRoute(route: NativeRoute): NativeRoute {
  const openTap = route.openTap?.bind(route);
  return {
    answers: route.answers,
    ...(route.framing === undefined ? {} : { framing: route.framing }),
    toRequest: (input) => nativeRequest(route, input),
    judge: (body, contentType) => route.judge(body, contentType),
    ...(openTap === undefined
      ? {}
      : { openTap: (options: StreamTapOptions) => new PromptFilterTap(openTap(options), options.shownModel) }),
  };
}

function nativeRequest(route: NativeRoute, input: NativeInput): ReturnType<NativeRoute["toRequest"]> {
  const { operation, deployment, upstreamModel } = input;
  const named = deploymentName(upstreamModel);
  const endpoint = endpointFor(operation, deployment, named);
  if (endpoint === null) throw unsupportedHere(deployment, operation);
  const request = route.toRequest({ ...input, upstreamModel: named });
  const isChat = operation === "chat";
  return rewriteRequest(request, endpoint, deployment, { upstreamModel, isChat }).request;
}

function azureChat(chat: ChatTranslator): ChatTranslator {
  return {
    framing: chat.framing,
    readAnswer: (body) => chat.readAnswer(body),
    openDecoder: () => chat.openDecoder(),
    toRequest: (input: TranslatedInput) => {
      const { deployment, upstreamModel } = input;
      const named = deploymentName(upstreamModel);
      const endpoint = endpointFor("chat", deployment, named);
      if (endpoint === null) throw unsupportedHere(deployment, "chat");
      const inner = chat.toRequest({ ...input, upstreamModel: named });
      const { request, dropped } = rewriteRequest(inner.request, endpoint, deployment, { upstreamModel, isChat: true });
      return { request, dropped: [...inner.dropped, ...dropped] };
    },
  };
}

function unsupportedHere({ alias }: Deployment, operation: Operation): GatewayError {
  return new GatewayError("unsupported_operation", {
    message: `The Azure endpoint of alias "${alias}" cannot answer ${operation.replaceAll("_", " ")} requests.`,
    hint: "Use an alias whose provider has this API.",
  });
}
