/** Hides what the reports of vulnerability scanners look like. */
export { readKnownExploited, readProbabilities } from "./intelligence";
export { readScan, type ScanFile } from "./read-scan";
export { readUpload } from "./read-upload";
