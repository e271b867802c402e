/** Hides where the key of the sealed secrets comes from, and how they are sealed. */
export { readKeyFile } from "./key-file";
export { openSealer } from "./open-sealer";
