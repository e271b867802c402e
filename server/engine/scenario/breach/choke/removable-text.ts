import type { Removable } from "./removable";

/** What is taken away, in words: "patch CVE-2024-6387 on i-1". */
export function removableText(removable: Removable): string {
  switch (removable.kind) {
    case "vulnerability":
      return `patch ${removable.name} on ${removable.hostId}`;
    case "credential":
      return `remove ${removable.credential} from ${removable.hostId}`;
    case "login":
      return `withdraw ${removable.credential} on ${removable.hostId}`;
    case "role":
      return `take role ${removable.role} from ${removable.hostId}`;
    case "rule":
      return `rule ${removable.text}`;
    case "route":
      return `route ${removable.text}`;
    case "address":
      return `public address ${removable.address} of ${removable.networkInterfaceId}`;
    case "attachment":
      return `attachment ${removable.id}`;
  }
}
