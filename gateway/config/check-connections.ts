/**
 * What would leave a door open or shut that the file means otherwise: half a TLS setting, a certificate bound to no key, a
 * range that is none.
 */
import { isAddressRange } from "../base/addresses.ts";
import { resolveValue, variableNameIn, type Variables } from "./environment.ts";
import type { Finder } from "./finder.ts";
import { mapOf, textOf } from "./values.ts";
import type { PlainMap } from "./yaml-source.ts";

export function checkConnections(root: PlainMap, variables: Variables, finder: Finder): void {
  const check = new ConnectionCheck(variables, finder);
  const portico = mapOf(root["portico"]);
  check.tls(portico);
  check.certificates(portico);
  check.ranges(portico, "trusted_proxies", "portico");
  check.ranges(mapOf(portico["address_limits"]), "exempt", "portico.address_limits");
  check.ranges(mapOf(root["general_settings"]), "allowed_ips", "general_settings");
}

class ConnectionCheck {
  readonly #variables: Variables;
  readonly #finder: Finder;

  constructor(variables: Variables, finder: Finder) {
    this.#variables = variables;
    this.#finder = finder;
  }

  tls(portico: PlainMap): void {
    const tls = mapOf(portico["tls"]);
    if (Object.keys(tls).length === 0) return;
    const missing = ["cert", "key"].filter((name) => this.#textIn(tls, name) === null);
    if (missing.length > 0) {
      this.#finder.atKey(portico, "tls", "portico.tls", "wrong_type", "error", {
        message: `\`tls\` has no \`${missing.join("` and no `")}\`, so the gateway does not start.`,
        hint: "Write `cert:` and `key:`, each the path of a PEM file.",
      });
    }
    if ("client_ca" in tls && this.#textIn(tls, "client_ca") === null) {
      this.#finder.atKey(tls, "client_ca", "portico.tls.client_ca", "wrong_type", "error", {
        message: "`client_ca` is empty (a variable may not be set), so the gateway does not start.",
        hint: "Write the path of a PEM file, or remove the line: then no client is asked for a certificate.",
      });
    }
    const mode = this.#textIn(tls, "client_certificate");
    if (mode !== null && mode !== "required" && mode !== "optional") {
      this.#finder.atValue(tls, "client_certificate", "portico.tls.client_certificate", "wrong_type", "error", {
        message: "`client_certificate` is neither `required` nor `optional`: it counts as `required`.",
        hint: "Write `required` or `optional`.",
      });
    }
    if (mode !== null && !("client_ca" in tls)) {
      this.#finder.atKey(tls, "client_certificate", "portico.tls.client_certificate", "wrong_type", "error", {
        message: "`client_certificate` has no effect without `client_ca`: no client is asked for one.",
        hint: "Write `client_ca:` with the PEM file of the CA that signs your clients.",
      });
    }
  }

  certificates(portico: PlainMap): void {
    const list: unknown[] = Array.isArray(portico["client_certificates"]) ? portico["client_certificates"] : [];
    const seen = new Set<string>();
    for (const [index, entry] of list.entries()) {
      const at = `portico.client_certificates[${index}]`;
      const name = this.#textIn(mapOf(entry), "name");
      if (name === null || this.#textIn(mapOf(entry), "key") === null) {
        this.#finder.atValue(list, index, at, "wrong_type", "error", {
          message: "The entry has no name or no key (a variable may not be set): it binds nothing.",
          hint: "Write {name: app-a, key: os.environ/APP_A_KEY}, or a key's alias or digest.",
        });
      } else if (seen.has(name)) {
        this.#finder.atValue(list, index, at, "wrong_type", "warning", {
          message: `\`${name}\` is bound twice; the first entry counts.`,
          hint: "Remove one of them.",
        });
      }
      if (name !== null) seen.add(name);
    }
  }

  ranges(map: PlainMap, key: string, path: string): void {
    const list: unknown[] = Array.isArray(map[key]) ? map[key] : [];
    for (const [index, value] of list.entries()) {
      const text = textOf(resolveValue(value, this.#variables));
      if (text !== null ? isAddressRange(text) : variableNameIn(value) !== null) continue;
      this.#finder.atValue(list, index, `${path}.${key}[${index}]`, "wrong_type", "error", {
        message: "This is no address and no range: it counts as not written.",
        hint: "Write an address or a CIDR range, like 127.0.0.1, 10.0.0.0/8 or fd00::/8.",
      });
    }
  }

  #textIn(map: PlainMap, key: string): string | null {
    return textOf(resolveValue(map[key], this.#variables));
  }
}
