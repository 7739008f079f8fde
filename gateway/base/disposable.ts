/**
 * Whoever opens something registers its close here; closing runs in reverse order and never stops half way.
 */
export interface Disposable {
  dispose(): void | Promise<void>;
}

export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];

  add<Item extends Disposable>(item: Item): Item {
    this.#items.push(item);
    return item;
  }

  onDispose(close: () => void | Promise<void>): void {
    this.#items.push({ dispose: close });
  }

  /** @throws AggregateError when some of the closes failed; all of them were tried. */
  async dispose(): Promise<void> {
    const failures: unknown[] = [];
    for (let item = this.#items.pop(); item !== undefined; item = this.#items.pop()) {
      try {
        await item.dispose();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "some resources did not close");
  }
}
