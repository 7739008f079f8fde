/**
 * What a load changed of the config that runs: deployments, names and settings as they were compiled.
 *
 * Law: keys, headers and cloud credentials are compared and never shown, and all that is shown went through the redactor
 * of both configs.
 */
import type { Clock } from "../../base/clock.ts";
import { createRedactor, type Redactor } from "../../base/redact.ts";
import { inSlices } from "../../base/slices.ts";
import type { AuditChange } from "../../contract/audit.ts";
import type { Catalog, Deployment, GatewaySettings } from "../../contract/deployment.ts";
import { Secret, valueChanges } from "./value-changes.ts";

export interface ConfigChanges {
  readonly changes: readonly AuditChange[];
  /** How many more there are. */
  readonly leftOut: number;
}

export interface ConfigChangesParts {
  readonly clock: Pick<Clock, "monotonicMs">;
  /** Of the config that runs now. */
  readonly redact: Redactor;
}

const mostChanges = 100;

/** In slices, since it is compared on the thread that relays, and there may be ten thousand deployments. */
export async function configChanges(
  before: Catalog,
  after: Catalog,
  { clock, redact }: ConfigChangesParts,
): Promise<ConfigChanges> {
  const changes = valueChanges(settingsOf(before), settingsOf(after));
  let leftOut = 0;
  const [left, right] = [numbered(before.deployments), numbered(after.deployments)];
  const names = [...left.keys(), ...[...right.keys()].filter((name) => !left.has(name))];
  const compare = (name: string): void => {
    const [old, now] = [shownDeployment(left.get(name)), shownDeployment(right.get(name))];
    if (isSame(old, now)) return;
    changes.push(...valueChanges({ deployments: { [name]: old } }, { deployments: { [name]: now } }));
    leftOut += Math.max(0, changes.length - mostChanges);
    changes.length = Math.min(changes.length, mostChanges);
  };
  await inSlices(names, compare, clock);
  const known = new Set(after.secrets);
  const redactOld = createRedactor(before.secrets.filter((text) => !known.has(text)));
  return { changes: changes.map((change) => cleaned(change, (text) => redactOld(redact(text)))), leftOut };
}

function cleaned(change: AuditChange, redact: Redactor): AuditChange {
  return JSON.parse(redact(JSON.stringify(change))) as AuditChange; // a mask stands only inside a text
}

function settingsOf({ version, settings, groupAliases, disabledAliases }: Catalog): Record<string, unknown> {
  const aliases = [...groupAliases].map(([name, { group, hidden }]) => [name, { group, hidden }] as const);
  return {
    version,
    aliases: Object.fromEntries(aliases),
    disabled: disabledAliases,
    settings: shownSettings(settings),
  };
}

function shownSettings({ masterKey, connections, telemetry, ...settings }: GatewaySettings): Record<string, unknown> {
  const { clientCertificates, ...doors } = connections;
  const { variables, callback, ...asked } = telemetry;
  const bound = Object.fromEntries(clientCertificates.map(({ name, key }) => [name, secret(key)]));
  // Where traces go may be written with a password in it.
  const told = { ...asked, variables: secretOf(variables), callback: secretOf(callback) };
  return { ...settings, masterKey: secret(masterKey), connections: { ...doors, bound }, telemetry: told };
}

/** By alias and place, since an id may say where an entry stands among all. */
function numbered(deployments: readonly Deployment[]): Map<string, Deployment> {
  const named = new Map<string, Deployment>();
  for (const [alias, group] of Map.groupBy(deployments, ({ alias: name }) => name))
    for (const [index, deployment] of group.entries()) named.set(`${alias}[${index}]`, deployment);
  return named;
}

function shownDeployment(deployment: Deployment | undefined): Record<string, unknown> {
  if (deployment === undefined) return {};
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

/** Quicker than field by field: nearly all of them are. */
function isSame(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
  const secrets = ["api_key", "cloud", "headers"];
  return (
    secrets.every(
      (name) => left[name] === right[name] || (left[name] instanceof Secret && left[name].isSame(right[name])),
    ) && JSON.stringify(left) === JSON.stringify(right)
  );
}

function secret(text: string | null): Secret | null {
  return text === null ? null : new Secret(text);
}

function secretOf(values: Readonly<Record<string, unknown>>): Secret | null {
  return Object.keys(values).length === 0 ? null : new Secret(JSON.stringify(values));
}
