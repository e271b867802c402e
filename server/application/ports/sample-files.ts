import type { InputFile } from "./question-pool";

/** The project's own sample estate, as files a user could have dropped. */
export interface SampleFiles {
  read(): Promise<readonly InputFile[]>;
}
