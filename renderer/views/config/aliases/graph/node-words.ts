/** What a screen reader says of a node: the same facts that its card and lines show. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../../../gateway/contract/model-catalog.ts";
import type { Finding } from "../../../../../gateway/contract/findings.ts";
import { fallbackKinds, fallbacksOf } from "../acts/act.ts";
import { useDesk } from "../desk.ts";
import type { Client } from "../traffic/client-of.ts";
import { useAliasesOf, useCatalogRow, useFlow } from "../traffic/traffic-context.tsx";
import type { Flow } from "../traffic/traffic.ts";
import { flowKeyOf } from "./flow-key.ts";
import type { GraphNode } from "./graph-parts.ts";
import { hostOf } from "./host-of.ts";

export function useNodeWords(node: GraphNode): string {
  const { t } = useTranslation();
  const { findings, reading } = useDesk();
  const traffic = trafficWords(t, useFlow(flowKeyOf(node)));
  const aliasesOf = useAliasesOf();
  const health = useCatalogRow(node.kind === "deployment" ? node.deployment.id : "");
  switch (node.kind) {
    case "client": {
      const called = [...(aliasesOf.get(node.client.id) ?? [])].slice(0, 5).join(", ");
      return t("aliases.said.client", { ...clientWords(t, node.client), aliases: called, traffic });
    }
    case "alias": {
      const { alias, deployments } = node.alias;
      const fallbacks = fallbackKinds.reduce((sum, kind) => sum + fallbacksOf(node.alias, kind).length, 0);
      const problems = problemWords(t, findings.ofAlias(alias));
      return t("aliases.said.alias", { name: alias, deployments: deployments.length, fallbacks, traffic, problems });
    }
    case "default":
      return t("aliases.said.default", { fallbacks: reading.defaultFallbacks.length });
    case "group":
      return t("aliases.said.group", { name: node.alias, target: node.target });
    case "deployment":
      return deploymentWords(t, node, traffic, problemWords(t, findings.ofEntry(node.deployment)), health);
    case "fallback":
      return t("aliases.said.fallback", {
        position: node.position + 1,
        count: node.count,
        alias: node.alias ?? t("aliases.everyOther"),
        kind: t(`aliases.kind.${node.chip}`),
        target: node.target,
        traffic,
      });
    case "moreClients":
      return t("aliases.moreClients", { count: node.count });
    case "moreDeployments":
      return t("aliases.moreDeployments", { count: node.count });
  }
}

function deploymentWords(
  t: TFunction,
  node: Extract<GraphNode, { kind: "deployment" }>,
  traffic: string,
  problems: string,
  health: CatalogRow | null,
): string {
  const share = node.isWaiting ? t("aliases.waitsText") : t("aliases.said.share", { percent: node.percent });
  const state = health === null ? "" : t(`aliases.health.${health.health}`);
  return t("aliases.said.deployment", {
    alias: node.alias,
    model: node.deployment.model,
    provider: node.deployment.provider,
    host: hostOf(node.deployment.apiBase),
    share: state === "" ? share : `${share}; ${state}`,
    traffic,
    problems,
  });
}

function trafficWords(t: TFunction, { perMinute, running, errorsPerMinute, day }: Flow): string {
  return t("aliases.said.traffic", { perMinute, running, errors: errorsPerMinute, day });
}

function problemWords(t: TFunction, findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  return t("aliases.said.problems", { list: findings.map(({ message }) => message).join(" ") });
}

export function clientWords(t: TFunction, { program, key }: Client): { readonly name: string; readonly key: string } {
  return { name: program ?? t("aliases.noProgram"), key: key ?? t("aliases.noKey") };
}
