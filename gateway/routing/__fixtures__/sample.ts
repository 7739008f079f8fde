/** Deployments, settings and a clock for the router's tests. */
import { compileRouting } from "../../config/compile-routing.ts";
import type { Clock } from "../../base/clock.ts";
import { deploymentFor } from "../../base/__fixtures__/deployment.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { GatewayError, type ErrorCode, type GatewayErrorInit } from "../../contract/errors.ts";
import type { RoutingSettings } from "../../contract/routing-settings.ts";
import type { PreCallFacts } from "../pre-call-checks.ts";

export function deployment(id: string, fields: Partial<Deployment> = {}): Deployment {
  return deploymentFor("anthropic/claude-sonnet-4-5", { id, alias: "group", ...fields });
}

/** As the file's `router_settings` come out, with LiteLLM's defaults for the rest. */
export function routing(router: Record<string, unknown> = {}): RoutingSettings {
  return compileRouting(router, {}, {});
}

export class HandClock implements Clock {
  ms = 1_000_000_000;

  wallMs(): number {
    return this.ms;
  }

  monotonicMs(): number {
    return this.ms;
  }
}

export const noFacts: PreCallFacts = {
  promptTokens: () => 0,
  region: null,
  needsResponseSchema: false,
  maxInputTokensOf: () => null,
};

export function failure(code: ErrorCode, init: Partial<GatewayErrorInit> = {}): GatewayError {
  return new GatewayError(code, { message: code, ...init });
}
