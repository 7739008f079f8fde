/** A key ring whose keys have these aliases and no limits. */
import { hash } from "node:crypto";
import { keySettingsSchema } from "../../contract/virtual-key.ts";
import { KeyRing } from "../key-ring.ts";

export function keySecret(alias: string): string {
  return `sk-test-${alias}`;
}

export function ringWith(...aliases: string[]): KeyRing {
  return new KeyRing(
    aliases.map((alias) => ({
      token: hash("sha256", keySecret(alias), "hex"),
      keyName: "sk-...test",
      createdAt: 0,
      updatedAt: 0,
      expiresAt: null,
      settings: keySettingsSchema.parse({
        key_alias: alias,
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
      }),
    })),
  );
}
