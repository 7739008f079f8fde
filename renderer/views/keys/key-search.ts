/** What the address of the Keys view keeps: the filter, the order, and what is open. */
import { z } from "zod";
import { keyStates } from "./key-states.ts";

export const keyOrders = ["name", "state", "spent", "share", "lastUsed", "created", "expires"] as const;
export const keyTabs = ["overview", "settings", "trial"] as const;

export const keySearchSchema = z.object({
  search: z.string().max(200).optional().catch(undefined),
  state: z.enum(keyStates).optional().catch(undefined),
  sort: z.enum(keyOrders).optional().catch(undefined),
  /** Descending, or what is usual for the order when left out. */
  down: z.boolean().optional().catch(undefined),
  /** The budgets of the file in the place of the keys. */
  view: z.literal("budgets").optional().catch(undefined),
  id: z
    .string()
    .regex(/^[0-9a-f]{12}$/)
    .optional()
    .catch(undefined),
  tab: z.enum(keyTabs).optional().catch(undefined),
});

export type KeySearch = z.infer<typeof keySearchSchema>;
export type KeyOrder = (typeof keyOrders)[number];
export type KeyTab = (typeof keyTabs)[number];
