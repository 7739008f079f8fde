/** A key ring whose keys have these aliases and no limits. */
import { hash } from "node:crypto";
import { usualSettings } from "../key-body.ts";
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
      settings: { ...usualSettings, key_alias: alias },
    })),
  );
}
