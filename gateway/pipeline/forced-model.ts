/** The alias that the file puts in the place of whatever a client asks for: `completion_model` and its like. */
import type { GatewaySettings } from "../contract/deployment.ts";
import type { Operation } from "../contract/operations.ts";

export function forcedModel(operation: Operation, settings: GatewaySettings): string | null {
  switch (operation) {
    case "chat":
    case "completion":
      return settings.completionModel;
    case "embedding":
      return settings.embeddingModel;
    case "image_generation":
      return settings.imageGenerationModel;
    case "moderation":
      return settings.moderationModel;
    default:
      return null;
  }
}
