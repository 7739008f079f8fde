/** Signs a request that carries AWS keys, for the time at hand; every other request stays as it is. */
import type { Clock } from "../base/clock.ts";
import type { UpstreamRequest } from "../providers/provider.ts";
import { signAwsCall } from "../upstream/aws-signature.ts";

export async function signAws(request: UpstreamRequest, clock: Clock): Promise<UpstreamRequest> {
  if (request.signing?.kind !== "aws-sigv4") return request;
  return signAwsCall(request, request.signing, clock.wallMs());
}
