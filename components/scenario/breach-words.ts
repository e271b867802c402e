import type { AttackStep, Removable } from "../../server/engine/scenario";
import { visibleText } from "../ui/visible-text";

/** What is done in one step; a resource follows. */
export const STEP_WORDS: { readonly [K in AttackStep["kind"]]: string } = {
  exploit: "Exploit",
  login: "Log in to",
  command: "Run a command on",
  credential: "Read a credential on",
  role: "Take a role from",
  connect: "Connect to",
  read: "Read",
  write: "Write to",
};

/** What is taken away, as something to do. */
export function removableText(removable: Removable): string {
  switch (removable.kind) {
    case "vulnerability":
      return visibleText(`patch ${removable.name} on ${removable.hostId}`);
    case "credential":
      return visibleText(`remove ${removable.credential} from ${removable.hostId}`);
    case "login":
      return visibleText(`withdraw ${removable.credential} on ${removable.hostId}`);
    case "role":
      return visibleText(`take role ${removable.role} from ${removable.hostId}`);
    case "rule":
      return visibleText(`rule ${removable.text}`);
    case "route":
      return visibleText(`route ${removable.text}`);
    case "address":
      return visibleText(`public address ${removable.address} of ${removable.networkInterfaceId}`);
    case "attachment":
      return visibleText(`attachment ${removable.id}`);
  }
}
