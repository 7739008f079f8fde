/**
 * Provider keys in one file of mode 0600, each encrypted by the OS key store, handed to the gateway at its start.
 *
 * Where the OS has no real key store (Linux `basic_text` encrypts with a password everyone knows) nothing is stored:
 * a false promise is worse than none. A value never leaves this file but towards the gateway's process.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { SafeStoragePort } from "./electron-port.ts";
import { writePrivateFile } from "./private-file.ts";
import type { Words } from "./words.ts";

const secretsFileSchema = z.object({ version: z.literal(1), encrypted: z.record(z.string(), z.base64()) });

type Encrypted = Readonly<Record<string, string>>;

export interface SecretStoreOptions {
  readonly file: string;
  readonly safeStorage: SafeStoragePort;
  readonly platform: NodeJS.Platform;
  readonly words: Words;
}

const mostSecrets = 200;
const protectedBackends = new Set(["gnome_libsecret", "kwallet", "kwallet5", "kwallet6"]);

export class SecretStore {
  readonly #options: SecretStoreOptions;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(options: SecretStoreOptions) {
    this.#options = options;
  }

  /** Stores or replaces one key; `reason` says in the user's words why it was not stored. Never rejects. */
  set(name: string, value: string): Promise<{ stored: boolean; reason: string | null }> {
    const done = this.#lastWrite.then(() => this.#write(name, value));
    this.#lastWrite = done;
    return done;
  }

  /** Sorted names, never values; empty when the file cannot be read. */
  async names(): Promise<string[]> {
    return Object.keys((await this.#read()) ?? {}).toSorted();
  }

  /**
   * Every key that decrypts, by name. One that does not (another user's, a lost key store) is left out: the gateway
   * then says which `os.environ/NAME` is missing.
   */
  async all(): Promise<Record<string, string>> {
    await this.#lastWrite;
    const encrypted = (await this.#read()) ?? {};
    if (Object.keys(encrypted).length === 0 || !(await this.#isProtected())) return {};
    const clear: Record<string, string> = Object.create(null);
    const stale: [string, string][] = [];
    for (const [name, text] of Object.entries(encrypted)) {
      const opened = await this.#decrypt(text);
      if (opened === null) continue;
      clear[name] = opened.result;
      if (opened.shouldReEncrypt) stale.push([name, opened.result]);
    }
    for (const [name, value] of stale) void this.set(name, value);
    return { ...clear };
  }

  async #write(name: string, value: string): Promise<{ stored: boolean; reason: string | null }> {
    const { words, file, safeStorage } = this.#options;
    if (!(await this.#isProtected())) return { stored: false, reason: words.noEncryption };
    const encrypted = await this.#read();
    if (encrypted === null) return { stored: false, reason: words.brokenSecrets(file) };
    if (!Object.hasOwn(encrypted, name) && Object.keys(encrypted).length >= mostSecrets) {
      return { stored: false, reason: words.tooManySecrets };
    }
    try {
      const text = (await safeStorage.encryptStringAsync(value)).toString("base64");
      await writePrivateFile(file, JSON.stringify({ version: 1, encrypted: { ...encrypted, [name]: text } }));
      return { stored: true, reason: null };
    } catch {
      return { stored: false, reason: words.secretNotStored };
    }
  }

  async #isProtected(): Promise<boolean> {
    const { safeStorage, platform } = this.#options;
    try {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
      return platform !== "linux" || protectedBackends.has(safeStorage.getSelectedStorageBackend());
    } catch {
      return false;
    }
  }

  async #decrypt(text: string): Promise<{ result: string; shouldReEncrypt: boolean } | null> {
    try {
      return await this.#options.safeStorage.decryptStringAsync(Buffer.from(text, "base64"));
    } catch {
      return null;
    }
  }

  /** Null = there is a file but it is not ours to understand: it is left as it is. */
  async #read(): Promise<Encrypted | null> {
    try {
      const text = await readFile(this.#options.file, "utf8");
      return secretsFileSchema.parse(JSON.parse(text)).encrypted;
    } catch (failure) {
      return isMissing(failure) ? {} : null;
    }
  }
}

function isMissing(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && failure.code === "ENOENT";
}
