/** What the address of the Usage view keeps: the period, by what it is broken down, what is drawn, and the order. */
import { z } from "zod";
import { usageScopes } from "../../../gateway/contract/usage-figures.ts";
import { periods } from "../../api/period-edges.ts";
import { metrics } from "./period/metrics.ts";
import { nameOrders } from "./period/name-order.ts";

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
  .catch(undefined);

export const usageSearchSchema = z.object({
  /** A provider's bill in the place of a period. */
  view: z.literal("bill").optional().catch(undefined),
  period: z.enum(periods).optional().catch(undefined),
  from: day,
  to: day,
  by: z.enum(usageScopes).optional().catch(undefined),
  show: z.enum(metrics).optional().catch(undefined),
  sort: z.enum(nameOrders).optional().catch(undefined),
  up: z.literal(true).optional().catch(undefined),
});

export type UsageSearch = z.infer<typeof usageSearchSchema>;
