/**
 * The config's files while the gateway runs: watched, loaded anew when they change, and worked on at the desk.
 */
import type { Logger } from "pino";
import type { Clock } from "../base/clock.ts";
import type { Disposable } from "../base/disposable.ts";
import { ConfigDesk } from "./desk/config-desk.ts";
import type { LiveConfig } from "./live-config.ts";
import { loadConfigInWorker } from "./load-in-worker.ts";
import type { LoadOptions, LoadResult } from "./load.ts";
import { watchConfig, type ConfigWatcher } from "./watch.ts";

export interface LiveFilesParts {
  readonly load: LoadOptions;
  readonly loaded: LoadResult;
  readonly dataDirectory: string;
  readonly config: LiveConfig;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "info" | "warn" | "error">;
}

const reloadLimitMs = 20_000;

export class LiveFiles implements Disposable {
  readonly desk: ConfigDesk;
  readonly #parts: LiveFilesParts;
  readonly #watcher: ConfigWatcher;

  constructor(parts: LiveFilesParts) {
    const { load, loaded, config, logger } = parts;
    this.#parts = parts;
    this.#watcher = watchConfig({
      files: loaded.watchedFiles,
      loaded: loaded.fingerprint,
      reload: () => this.#reload(),
    });
    this.desk = new ConfigDesk({
      load,
      sources: loaded.sources,
      dataDirectory: parts.dataDirectory,
      clock: parts.clock,
      change: (work) => this.#watcher.change(work),
      findings: () => config.state.findings,
      report: (failure) => logger.warn({ failure: String(failure) }, "a version of the config was not kept"),
    });
  }

  async dispose(): Promise<void> {
    await this.#watcher.dispose();
    await this.desk.dispose();
  }

  async #reload(): Promise<string> {
    const { load, config, logger } = this.#parts;
    const result = await loadConfigInWorker(load, reloadLimitMs);
    config.apply(result);
    this.#watcher.setFiles(result.watchedFiles);
    this.desk.sawOnDisk(result.sources);
    logReload(logger, result);
    return result.fingerprint;
  }
}

function logReload(logger: LiveFilesParts["logger"], { catalog, findings }: LoadResult): void {
  if (catalog !== null) {
    logger.info({ version: catalog.version, aliases: catalog.groups.size }, "config reloaded");
    return;
  }
  for (const { file, line, column, code, message } of findings.filter(({ severity }) => severity === "error"))
    logger.error({ file, line, column, code }, `the changed config was not taken over: ${message}`);
}
