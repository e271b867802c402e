/** A file of declared facts (`umbra.json`) as JSON, or why it could not be read. */
export interface FactFile {
  readonly file: string;
  readonly value?: unknown;
  readonly refused?: { readonly message: string; readonly place?: string };
}
