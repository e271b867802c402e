/** Hides how another machine is reached, and which ones may be: nothing else opens a socket to the outside. */
export { type AllowList, readAllowList } from "./allow-list";
export { openOutbound } from "./open-outbound";
