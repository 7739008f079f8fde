/**
 * The panel's calls to the gateway, derived from the contract's route table: path, query and parsed answer.
 *
 * Addresses are absolute paths, so that they are the same under http://host/ui/ and under app://panel/.
 */
import type { z } from "zod";
import { adminRoutes, panelApiBase, type AdminResponse, type AdminRouteName } from "../../gateway/contract/admin.ts";
import { parseAnswer } from "./parse-answer.ts";

/** Why a call gave no answer. `status` 0: the gateway was not reached. */
export class PanelApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string;

  constructor(status: number, code: string, message: string, hint: string) {
    super(message);
    this.name = "PanelApiError";
    this.status = status;
    this.code = code;
    this.hint = hint;
  }

  get isOffline(): boolean {
    return this.status === 0;
  }
}

type Body<Name extends AdminRouteName> = (typeof adminRoutes)[Name] extends {
  readonly body: infer Schema extends z.ZodType;
}
  ? z.input<Schema>
  : never;
type Query<Name extends AdminRouteName> = Partial<z.input<(typeof adminRoutes)[Name]["query"]>>;

export interface CallOptions<Name extends AdminRouteName = AdminRouteName> {
  /** Values for `:name` parts of the path. */
  readonly params?: Readonly<Record<string, string>>;
  /** Of a POST; checked by the compiler against the route's schema. */
  readonly body?: Body<Name>;
  readonly signal?: AbortSignal;
}

/** @throws PanelApiError when the gateway is away, refuses, or answers something the contract does not know */
export async function callGateway<Name extends AdminRouteName>(
  name: Name,
  query: Query<Name>,
  { params = {}, body, signal }: CallOptions<Name> = {},
): Promise<AdminResponse<Name>> {
  const route = adminRoutes[name];
  const path = route.path.replaceAll(/:(\w+)/g, (_match, part: string) => encodeURIComponent(params[part] ?? ""));
  const response = await send(`${panelApiBase}${path}${queryText(query)}`, {
    method: route.method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const parsed = await parseAnswer<unknown>(route.response, await response.json());
  if (!parsed.success) throw new PanelApiError(502, "bad_answer", "The gateway and the panel differ in version.", "");
  return parsed.data as AdminResponse<Name>; // the schema of this very route parsed it
}

/** A POST whose answer is a file. @throws PanelApiError */
export function postForFile(url: string, body: unknown, signal: AbortSignal): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return send(url, { method: "POST", headers, body: JSON.stringify(body), signal });
}

/** Opens a session with the master key. @throws PanelApiError 401, 429 or 0 */
export async function logIn(key: string): Promise<void> {
  await send(`${panelApiBase}/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key }),
  });
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, credentials: "same-origin", cache: "no-store" }).catch(
    (cause: unknown) => {
      if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
      throw new PanelApiError(0, "offline", "The gateway does not answer.", "");
    },
  );
  if (response.ok) return response;
  throw await refusal(response);
}

interface ErrorText {
  readonly message?: string;
  readonly portico_code?: string;
  readonly hint?: string;
}

async function refusal(response: Response): Promise<PanelApiError> {
  // The desktop shell answers 502 to 504 while the gateway's process is down.
  if (response.status >= 502 && response.status <= 504) return new PanelApiError(0, "offline", "offline", "");
  const error = await response.json().then(
    (body: { error?: ErrorText }) => body.error ?? {},
    () => ({}) as ErrorText, // not our envelope: the status says enough
  );
  const { message = response.statusText, portico_code: code = "", hint = "" } = error;
  return new PanelApiError(response.status, code, message, hint);
}

function queryText(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === "string" || typeof value === "number") search.set(name, String(value));
  }
  return search.size === 0 ? "" : `?${search.toString()}`;
}
