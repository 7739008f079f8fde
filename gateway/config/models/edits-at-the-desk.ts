/** LiteLLM's model routes over the panel's desk: the same files, masks, history and reload. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../base/clock.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { ConfigDesk } from "../desk/config-desk.ts";
import { planEdits } from "../edit/plan-edits.ts";
import { ModelEdits } from "./model-edits.ts";

export function modelEditsAt(desk: ConfigDesk, clock: Pick<Clock, "wallMs">): ModelEdits {
  /** What the text that is being changed was read as; changes run one after the other. */
  const bases = new Map<string, string>();
  return new ModelEdits({
    read: (drafts) => desk.read(drafts),
    mainFile: () => desk.mainFile,
    textOf: async (file) => {
      const { text, hash } = await desk.file(file);
      bases.set(file, hash);
      return text;
    },
    planEdits,
    saveText: async (file, text, by) => {
      const baseHash = bases.get(file) ?? "";
      const { outcome } = await desk.save({ files: [{ file, text, baseHash }] }, by);
      if (outcome === "saved") return;
      throw new GatewayError("invalid_request", {
        message: `Another program wrote ${file} meanwhile; nothing was changed.`,
        hint: "Send the request again.",
        status: 409,
      });
    },
    setVariable: async (variable) => {
      await desk.setVariable(variable);
    },
    hasVariable: (name) => desk.hasVariable(name),
    newId: randomUUID,
    clock,
  });
}
