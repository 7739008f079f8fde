/**
 * Which routes a principal may call: the one place that decides it, for every route and every way a key is sent.
 *
 * A route declares its access; a key's `allowed_routes` can only take away from that, never add to it.
 */
import { GatewayError } from "../contract/errors.ts";
import type { Principal } from "./authenticate.ts";

/** `admin` needs the master key; `named` that, or a key that was made for this very route; `key` any key in force. */
export type KeyedAccess = "key" | "admin" | "named";

/** Read-only routes about models, prices, health and the key itself. */
const infoPath =
  /^\/(models|model\/info|model_group\/info|key\/info|key\/health|health|routes|utils|get\/litellm_model_cost_map|spend\/calculate)(\/|$)/;
const managementPath =
  /^\/(key|user|team|organization|budget|customer|tag|spend|global|model\/(new|update|delete|[^/]+\/update))(\/|$)/;
/** Part of both: every client of a model asks for them. */
const modelPath = /^\/(models|model\/info|model_group\/info)(\/|$)/;

/**
 * @param path  as asked, decoded, without its query
 * @throws GatewayError `admin_only`, `key_route_not_allowed`
 */
export function assertMayCall(principal: Principal, access: KeyedAccess, path: string): void {
  if (principal.key === null) return;
  const allowed = principal.key.row.settings.allowed_routes;
  if (allowed.length > 0 && !allowed.some((entry) => covers(entry, path))) {
    throw new GatewayError("key_route_not_allowed", {
      message:
        "Virtual key is not allowed to call this route. Only allowed to call routes: " +
        `[${allowed.map((entry) => `'${entry}'`).join(", ")}]. Tried to call route: ${path.slice(0, 200)}`,
      hint: "The key's `allowed_routes` say what it may call; they are changed with the master key.",
    });
  }
  if (access === "key" || (access === "named" && allowed.includes(path.replace(/(?<=.)\/$/, "")))) return;
  if (access === "named") {
    throw new GatewayError("admin_only", {
      message: `Authentication Error, ${path.slice(0, 200)} shows what every key did; this key may not see that.`,
      hint: `Use the master key, or a key whose \`allowed_routes\` are ["${path.slice(0, 200)}"].`,
    });
  }
  throw new GatewayError("admin_only", {
    message:
      "Authentication Error, Only proxy admin can be used to generate, delete, update info for new keys/users/teams. " +
      `Route=${path.slice(0, 200)}. Your role=unknown.`,
    hint: "Use the master key.",
  });
}

function covers(entry: string, path: string): boolean {
  const plain = withoutVersion(path);
  switch (entry) {
    case "llm_api_routes":
      return modelPath.test(plain) || (!infoPath.test(plain) && !managementPath.test(plain));
    case "info_routes":
      return infoPath.test(plain);
    case "management_routes":
      return managementPath.test(plain) && !modelPath.test(plain);
    default:
      return entry.endsWith("*")
        ? path.startsWith(entry.slice(0, -1)) || plain.startsWith(entry.slice(0, -1))
        : plain === withoutVersion(entry);
  }
}

/** Every OpenAI path exists with and without its version. */
function withoutVersion(path: string): string {
  return path.replace(/^\/v[12](?=\/)/, "").replace(/(?<=.)\/$/, "");
}
