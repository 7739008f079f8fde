/**
 * The OS key store for tests: a stored text never holds the clear value, and only what it encrypted decrypts.
 */
const mark = "locked:";

export class FakeSafeStorage {
  isAvailable = true;
  backend = "gnome_libsecret";
  mustReEncrypt = false;

  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.isAvailable;
  }

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    return Buffer.from(mark + Buffer.from(plainText).toString("hex"));
  }

  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const text = encrypted.toString();
    if (!text.startsWith(mark)) throw new Error("not encrypted here");
    return { result: Buffer.from(text.slice(mark.length), "hex").toString(), shouldReEncrypt: this.mustReEncrypt };
  }

  getSelectedStorageBackend(): string {
    return this.backend;
  }
}
