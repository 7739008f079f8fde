/** Gives a request that asks for Google's credentials its bearer token; every other request stays as it is. */
import type { UpstreamRequest } from "../providers/provider.ts";
import type { GoogleTokens } from "../upstream/google-token.ts";

/** @throws GatewayError as `GoogleTokens.bearer` */
export async function signGoogle(request: UpstreamRequest, tokens: GoogleTokens): Promise<UpstreamRequest> {
  if (request.signing?.kind !== "google-oauth") return request;
  const { credentials } = request.signing;
  const headers: Record<string, string> = {
    ...request.headers,
    authorization: `Bearer ${await tokens.bearer(credentials)}`,
  };
  const project = credentials["quota_project_id"];
  // A user's credentials are billed to a project of their own choice.
  if (typeof project === "string") headers["x-goog-user-project"] ??= project;
  return { ...request, headers };
}
