/** One part of a multipart form, as the client sent it. */
export interface FormPart {
  readonly name: string;
  /** null = a text field. */
  readonly filename: string | null;
  readonly mimeType: string;
  readonly content: Uint8Array;
}
