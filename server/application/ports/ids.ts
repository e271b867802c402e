/** The only source of new ids: unguessable and never given twice. */
export interface Ids {
  next(): string;
}
