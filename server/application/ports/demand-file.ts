/** A file of traffic, read into the form of declared demands; what is in them is checked by whoever takes them. */
export interface DemandFile {
  /** `declared` in Umbra's own form, `imported` from measurements. */
  readonly origin: "declared" | "imported";
  /** Each demand with the place in the file that it stands for. */
  readonly rows: readonly { readonly place: string; readonly value: unknown }[];
}

/** What reads files of traffic. */
export interface DemandFiles {
  /** Fails BAD_INPUT with file and place. */
  readonly read: (text: string, file: string) => DemandFile;
}
