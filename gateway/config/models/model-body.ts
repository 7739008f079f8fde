/** Bodies of LiteLLM's `/model/*`: what must be there, and the words in which LiteLLM refuses what is not. */
import { z } from "zod";
import { GatewayError } from "../../contract/errors.ts";

const name = z.string().min(1).max(512);
const fields = z.record(z.string().max(512), z.json());
const id = z.union([z.string().min(1).max(512), z.number().transform(String)]);
const info = z.looseObject({ id: id.nullish() });

export const newModelSchema = z.object({
  model_name: name,
  litellm_params: fields.refine(({ model }) => typeof model === "string" && model !== "", {
    path: ["model"],
    error: "Field required",
  }),
  model_info: info.nullish(),
});

/** null and absent mean the same: leave it as it is. */
export const modelPatchSchema = z.object({
  model_name: name.nullish(),
  litellm_params: fields.nullish(),
  model_info: info.nullish(),
});

export const deleteModelSchema = z.object({ id });

export type ModelPatch = z.infer<typeof modelPatchSchema>;

/** @throws GatewayError `invalid_request` with FastAPI's status for a body of the wrong shape */
export function readBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const param = issue?.path.join(".") ?? "";
  throw new GatewayError("invalid_request", {
    message: `${param}: ${issue?.message ?? "it has the wrong shape"}`,
    status: 422,
    param,
  });
}
