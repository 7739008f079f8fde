/**
 * What a load changed of the config that runs: deployments, names and settings as they were compiled.
 *
 * Law: keys, headers and cloud credentials are compared and never shown, and all that is shown went through the redactor
 * of both configs.
 */
import { createRedactor } from "../../base/redact.ts";
import type { AuditChange } from "../../contract/audit.ts";
import type { Catalog, Deployment } from "../../contract/deployment.ts";
import { Secret, valueChanges } from "./value-changes.ts";

export function configChanges(before: Catalog, after: Catalog): AuditChange[] {
  const redact = createRedactor([...before.secrets, ...after.secrets]);
  const clean = (value: AuditChange["after"]): AuditChange["after"] =>
    JSON.parse(redact(JSON.stringify(value))) as AuditChange["after"]; // a mask stands only inside a text
  return valueChanges(running(before), running(after)).map((change) => ({
    path: redact(change.path),
    before: clean(change.before),
    after: clean(change.after),
  }));
}

function running(catalog: Catalog): Record<string, unknown> {
  const { version, deployments, settings, groupAliases, disabledAliases } = catalog;
  const aliases = [...groupAliases].map(([name, { group, hidden }]) => [name, { group, hidden }] as const);
  return {
    version,
    deployments: numbered(deployments),
    aliases: Object.fromEntries(aliases),
    disabled: disabledAliases,
    settings: { ...settings, masterKey: secret(settings.masterKey) },
  };
}

/** By alias and place, since an id may say where an entry stands among all. */
function numbered(deployments: readonly Deployment[]): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [alias, group] of Map.groupBy(deployments, ({ alias: name }) => name))
    for (const [index, deployment] of group.entries()) shown[`${alias}[${index}]`] = shownDeployment(deployment);
  return shown;
}

function shownDeployment(deployment: Deployment): Record<string, unknown> {
  const { file, apiBase, shownParams, modelInfo, apiKey, keyVariable, cloud, extraHeaders } = deployment;
  return {
    file,
    api_base: apiBase,
    params: shownParams,
    model_info: modelInfo,
    api_key: secret(apiKey),
    key_variable: keyVariable,
    cloud: secretOf(cloud),
    header_names: Object.keys(extraHeaders),
    headers: secretOf(extraHeaders),
  };
}

function secret(text: string | null): Secret | null {
  return text === null ? null : new Secret(text);
}

function secretOf(values: Readonly<Record<string, unknown>>): Secret | null {
  return Object.keys(values).length === 0 ? null : new Secret(JSON.stringify(values));
}
