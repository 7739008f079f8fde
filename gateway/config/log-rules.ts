/** What the file says of the log, as the log's own thread takes it: the widest of its body rules, and how long what is kept. */
import type { Catalog, LogAlias } from "../contract/deployment.ts";

export interface LogRules {
  readonly bodies: { readonly enabled: boolean; readonly maxBytes: number };
  readonly retention: {
    readonly days: number;
    readonly maxBytes: number;
    readonly aliases: readonly { readonly names: readonly string[]; readonly days: number }[];
  };
}

export function logRulesOf(catalog: Catalog): LogRules {
  const { logBodies, logBodyBytes, logRetentionDays, logMaxBytes, logAliases } = catalog.settings.portico;
  return {
    bodies: {
      enabled: logBodies || logAliases.some(({ bodies }) => bodies === true),
      maxBytes: Math.max(logBodyBytes, ...logAliases.flatMap(({ bodyBytes }) => bodyBytes ?? [])),
    },
    retention: {
      days: logRetentionDays,
      maxBytes: logMaxBytes,
      aliases: logAliases.flatMap((rule) =>
        rule.retentionDays === null ? [] : [{ names: namesOf(rule, catalog), days: rule.retentionDays }],
      ),
    },
  };
}

/** Rows hold the name that was asked for: the alias, what points to it, and the deployments behind it. */
function namesOf({ name, pattern }: LogAlias, { groupAliases, byLitellmModel, byId }: Catalog): string[] {
  const pointers = [...groupAliases].filter(([, { group }]) => pattern.test(group)).map(([pointer]) => pointer);
  const models = [...byLitellmModel].filter(([, { alias }]) => pattern.test(alias)).map(([model]) => model);
  const ids = [...byId].filter(([, { alias }]) => pattern.test(alias)).map(([id]) => id);
  return [...new Set([name, ...pointers, ...models, ...ids])];
}
