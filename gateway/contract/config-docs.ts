/**
 * What every key of the config does, in both languages of the panel, with its default and unit.
 *
 * Law: this table and the one of config.ts hold the same keys, in both directions (config-docs.test.ts).
 * @source LiteLLM's documentation and source for what a key means there; the code that honours it for what it does here
 */
import type { ConfigSection } from "./config.ts";
import { generalDocs } from "./config-docs-general.ts";
import { litellmDocs } from "./config-docs-litellm.ts";
import { modelInfoDocs } from "./config-docs-model-info.ts";
import { callDocs } from "./config-docs-calls.ts";
import { connectionDocs } from "./config-docs-connection.ts";
import { priceDocs } from "./config-docs-prices.ts";
import { routerDocs } from "./config-docs-router.ts";
import { addressLimitDocs, clientCertificateDocs, tlsDocs } from "./config-docs-connections.ts";
import { entryDocs, porticoDocs, porticoLogDocs, topDocs } from "./config-docs-top.ts";
import { callbackOtelDocs, porticoOtelDocs } from "./config-docs-telemetry.ts";
import type { KeyDoc, KeyDocs } from "./key-doc.ts";

const sections: Readonly<Record<ConfigSection, KeyDocs>> = {
  top: topDocs,
  model_entry: entryDocs,
  litellm_params: { ...priceDocs, ...callDocs, ...connectionDocs },
  model_info: { ...priceDocs, ...modelInfoDocs },
  router_settings: routerDocs,
  litellm_settings: litellmDocs,
  general_settings: generalDocs,
  portico: porticoDocs,
  "portico.log": porticoLogDocs,
  "portico.otel": porticoOtelDocs,
  "callback_settings.otel": callbackOtelDocs,
  "portico.tls": tlsDocs,
  "portico.client_certificates": clientCertificateDocs,
  "portico.address_limits": addressLimitDocs,
};

export function docOf(section: ConfigSection, key: string): KeyDoc | null {
  return Object.hasOwn(sections[section], key) ? (sections[section][key] ?? null) : null;
}

export function documentedKeys(section: ConfigSection): readonly string[] {
  return Object.keys(sections[section]);
}
