/** Where models are looked for; it stands in the address. */
import { z } from "zod";

const text = z.string().max(2048).optional().catch(undefined);

export const discoverSearchSchema = z.object({
  /** Id of a source. */
  source: text,
  /** A base URL of the user's own, instead of a source. */
  base: text,
  /** Name of the variable whose value is sent to `base`. */
  key: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/)
    .optional()
    .catch(undefined),
  /** The source is asked without a key though it has one to ask for. */
  open: z.literal(true).optional().catch(undefined),
});

export type DiscoverSearch = z.infer<typeof discoverSearchSchema>;
