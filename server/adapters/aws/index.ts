/** Hides how the provider's recorded replies look: names, layouts, paging, and the secrets among them. */
export { isArchive, readArchive, unpack } from "./archive";
export { collectScript } from "./collect-script";
export { readDirectory, readPath } from "./directory";
export type { Ignored } from "./documents";
export { formatBytes, type InputFile, MAX_FILE_BYTES, MAX_FILE_COUNT, MAX_TOTAL_BYTES } from "./input-file";
export { type AwsInput, type ReadOptions, readAwsInput } from "./read-aws-input";
