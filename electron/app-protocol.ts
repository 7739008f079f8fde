/**
 * `app://panel/`: the window's whole world. Files of the built panel, and `/ui/api/*` forwarded to the gateway.
 *
 * A scheme of our own gives the page a real origin (workers, CSP, fetch) without file:// and without a web server.
 */
import type { ProtocolPort } from "./electron-port.ts";
import { errorReply, forwardToGateway, type GatewayAddress } from "./panel-api.ts";
import { plainReply, replyWithPanelFile } from "./panel-files.ts";
import { panelHost, panelOrigin, panelScheme } from "./panel-origin.ts";

export interface AppProtocolOptions {
  readonly panelRoot: string;
  /** Null while the gateway is not running. */
  readonly gateway: () => GatewayAddress | null;
}

/** Call it before Electron is ready. No service workers, no CSP bypass, no CORS: nobody else may read this origin. */
export function declareAppScheme(protocol: ProtocolPort): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: panelScheme, privileges }]);
}

export function serveAppScheme(protocol: ProtocolPort, options: AppProtocolOptions): void {
  protocol.handle(panelScheme, (request) => replyTo(options, request));
}

/** Never rejects: a rejected reply would show as a network error without a reason. */
export async function replyTo(options: AppProtocolOptions, request: Request): Promise<Response> {
  const url = URL.parse(request.url);
  if (url === null || url.host !== panelHost || url.username !== "" || url.password !== "") {
    return plainReply(404, "not found");
  }
  if (isForeign(request)) return plainReply(403, "foreign origin");
  try {
    if (!url.pathname.startsWith("/ui/api/")) {
      return await replyWithPanelFile(options.panelRoot, url.pathname, request.method);
    }
    return await forward(options, url, request);
  } catch {
    return plainReply(500, "the reply could not be made");
  }
}

async function forward(options: AppProtocolOptions, url: URL, request: Request): Promise<Response> {
  const gateway = options.gateway();
  if (gateway === null) return errorReply(503, "gateway_not_running", "The gateway is not running.");
  if (/[\\\p{Cc}]|%(?:[01][0-9a-f]|5c|7f)/iu.test(url.pathname)) {
    return errorReply(400, "bad_request_target", "The path has characters that no route has.");
  }
  return await forwardToGateway(gateway, url.pathname + url.search, request);
}

/** Electron names the page that asks in `initiatorOrigin`, which a page cannot forge; it is absent for our own loads. */
function isForeign(request: Request & { readonly initiatorOrigin?: string | null }): boolean {
  const initiator = request.initiatorOrigin ?? request.headers.get("origin");
  return initiator !== null && initiator !== undefined && initiator !== panelOrigin;
}
