/**
 * The AWS region that a model's name may carry, LiteLLM's way: `us-east-1/anthropic...`, or inside an ARN.
 */
const regionPrefix = /^([a-z]{2}(?:-[a-z]+)+-\d)\//;
const arnRegion = /^arn:aws[a-z-]*:bedrock:([a-z0-9-]+):/;

/** @param model  without its provider, e.g. `anthropic.claude-sonnet-4-5-20250929-v1:0` */
export function regionInModel(model: string): string | null {
  return regionPrefix.exec(model)?.[1] ?? arnRegion.exec(model)?.[1] ?? null;
}

/** @returns the model as AWS knows it: an ARN keeps its region */
export function withoutRegion(model: string): string {
  return model.replace(regionPrefix, "");
}
