/** A key as the gateway answers it, for tests that change what they are about. */
import { panelKeySchema, type PanelKey } from "../../../../gateway/contract/panel-keys.ts";

type Change = Partial<Omit<PanelKey, "settings" | "budget">> & {
  readonly settings?: Partial<PanelKey["settings"]>;
  readonly budget?: Partial<PanelKey["budget"]>;
};

export function panelKey({ settings, budget, ...change }: Change = {}): PanelKey {
  return panelKeySchema.parse({
    id: "0123456789ab",
    keyName: "sk-...abcd",
    createdAt: 1000,
    updatedAt: 1000,
    expiresAt: null,
    lastUsedAt: null,
    isExpired: false,
    modelBudgets: [],
    rates: [],
    budget: { spent: "0", reserved: "0", max: null, soft: null, duration: null, resetAt: null, ...budget },
    settings: {
      key_alias: null,
      models: [],
      aliases: {},
      max_budget: null,
      soft_budget: null,
      budget_duration: null,
      max_parallel_requests: null,
      rpm_limit: null,
      tpm_limit: null,
      model_max_budget: {},
      model_rpm_limit: {},
      model_tpm_limit: {},
      metadata: {},
      tags: [],
      blocked: null,
      allowed_routes: [],
      user_id: null,
      team_id: null,
      organization_id: null,
      ...settings,
    },
    ...change,
  });
}
