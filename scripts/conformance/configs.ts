/** The two configurations both gateways run with: one text for both but for the port of the upstream. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { masterKey } from "./case.ts";

/** @param name  a file of configs/, without `.yaml` */
export function configText(name: string, upstream: string): string {
  const text = readFileSync(join(import.meta.dirname, "configs", `${name}.yaml`), "utf8");
  return text.replaceAll("UPSTREAM", upstream).replaceAll("MASTER_KEY", masterKey);
}
