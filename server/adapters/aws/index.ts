/** Hides how the provider's recorded replies look: names, layouts, paging, and the secrets among them. */
export { isArchive, readArchive, unpack } from "./archive";
export { collectScript } from "./collect-script";
export { readDirectory, readPath } from "./directory";
export { readChangeEvents } from "./events/read-change-events";
export type { InputFile } from "./input-file";
export { type AwsInput, readAwsInput } from "./read-aws-input";
export { readerPolicy } from "./reader-policy";
export { watchedFolders } from "./watched-folders";
