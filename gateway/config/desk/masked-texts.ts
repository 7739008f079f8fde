/**
 * The border that every text of the config crosses: masked on its way out, put back on its way in.
 *
 * A mask from before a restart is looked for once in every text that is kept.
 */
import { GatewayError } from "../../contract/errors.ts";
import type { Draft } from "../../contract/config-files.ts";
import { LineStarts } from "../line-starts.ts";
import { SecretMasks, type Unmasked } from "../masks/secret-masks.ts";
import type { TextThread } from "./text-thread.ts";

export class MaskedTexts {
  readonly masks: SecretMasks;
  readonly #thread: TextThread;
  readonly #keptTexts: () => Promise<readonly string[]>;
  #learned: Promise<void> | null = null;

  /** @param keptTexts  the files' and their versions' */
  constructor(masks: SecretMasks, thread: TextThread, keptTexts: () => Promise<readonly string[]>) {
    this.masks = masks;
    this.#thread = thread;
    this.#keptTexts = keptTexts;
  }

  async mask(text: string): Promise<string> {
    return this.masks.maskText(text, await this.#thread.run("secrets", text, this.masks.known));
  }

  async unmask(text: string): Promise<Unmasked> {
    const unmasked = this.masks.unmask(text);
    if (unmasked.unknown.length === 0) return unmasked;
    this.#learned ??= this.#learn();
    await this.#learned;
    return this.masks.unmask(text);
  }

  /** @throws GatewayError `config_mask_unknown` */
  async unmaskWhole({ file, text }: Draft): Promise<string> {
    const { text: unmasked, unknown } = await this.unmask(text);
    const [first] = unknown;
    if (first === undefined) return unmasked;
    throw new GatewayError("config_mask_unknown", {
      message: `Line ${new LineStarts(text).at(first.from).line} of ${file} holds a mask that stands for no secret that is known.`,
      hint: "Write the secret itself there, or better os.environ/NAME; a mask cannot be typed, cut or put into other quotes.",
    });
  }

  async #learn(): Promise<void> {
    for (const text of await this.#keptTexts()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other in the one thread
      await this.mask(text).catch(() => {});
    }
  }
}
