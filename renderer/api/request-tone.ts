/** How each request state is coloured, wherever a request is shown. */
import type { RequestState } from "../../gateway/contract/spend-log.ts";
import type { Tone } from "../ui/badge.tsx";

export const requestTones: Readonly<Record<RequestState, Tone>> = {
  in_flight: "info",
  ok: "ok",
  upstream_error: "danger",
  client_abort: "neutral",
  partial: "warn",
  interrupted: "warn",
  rejected: "danger",
};
