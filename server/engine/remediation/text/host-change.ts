import type { ChangeOf } from "../../configuration";

/** Changes of hosts, and of who serves beside them: written by themselves in every language. */
export type HostChange = ChangeOf<
  | "patch-host"
  | "patch-everything"
  | "require-metadata-token"
  | "resize-instance"
  | "add-instance"
  | "set-desired-capacity"
  | "register-target"
  | "set-cross-zone"
>;
