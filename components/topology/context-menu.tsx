"use client";

import { Menu } from "@base-ui/react/menu";
import {
  Bell,
  Bug,
  ChevronsDownUp,
  ChevronsUpDown,
  Copy,
  EyeOff,
  Focus,
  Link2,
  Route,
  Sparkles,
  SquareArrowOutUpRight,
  Waypoints,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { toast } from "sonner";
import type { TopologyRow } from "../../server/engine/topology";
import { resourceHref } from "../resource/resource-href";
import { announce } from "../ui/announcer";
import { menuItemLook, menuPopupLook } from "../ui/menu";
import { attackable } from "./attackable";
import { simulable } from "./failure-code";
import type { Topology } from "./use-topology";

/** Which row the menu is about, and where it was asked for. */
export interface MenuRequest {
  readonly row: TopologyRow;
  readonly at: { readonly x: number; readonly y: number };
}

interface ContextMenuProps {
  readonly topology: Topology;
  readonly request: MenuRequest | null;
  readonly onClose: () => void;
}

/** The one menu of a resource: by right click, Shift+F10, the menu key and the button of a row. */
export function ContextMenu({ topology, request, onClose }: ContextMenuProps) {
  // The row stays while the menu fades out.
  const last = useRef<MenuRequest | null>(request);
  if (request !== null) last.current = request;
  const shown = last.current;
  if (shown === null) return null;
  const { x, y } = shown.at;
  // Asked for by keys or by the pointer: either way the first command is one key away.
  const focusFirst = (popup: HTMLDivElement | null) => {
    const frame = requestAnimationFrame(() =>
      popup?.querySelector<HTMLElement>("[role=menuitem]:not([aria-disabled=true])")?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  };
  const anchor = { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
  return (
    <Menu.Root
      open={request !== null}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      modal={false}
    >
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor}
          align="start"
          side="bottom"
          sideOffset={2}
          className="z-50 outline-none"
        >
          <Menu.Popup ref={focusFirst} aria-label={`Menu of ${shown.row.label}`} className={menuPopupLook}>
            <Items topology={topology} row={shown.row} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Items({ topology, row }: { readonly topology: Topology; readonly row: TopologyRow }) {
  const router = useRouter();
  const { element } = row;
  const address = /\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f:]+/.exec(row.detail)?.[0];
  return (
    <>
      <SimulateItem topology={topology} row={row} />
      <AttackItem topology={topology} row={row} />
      <Item
        icon={<Bell aria-hidden="true" />}
        why={element === null ? "a group has no alerts of its own" : undefined}
        onClick={() =>
          router.push(
            `/alerts?estate=${encodeURIComponent(topology.estateId)}&q=${encodeURIComponent(element?.id ?? "")}`,
          )
        }
      >
        Show alerts
      </Item>
      <Item
        icon={row.expanded ? <ChevronsDownUp aria-hidden="true" /> : <ChevronsUpDown aria-hidden="true" />}
        why={row.expandable ? undefined : "there is nothing inside it"}
        onClick={() => topology.toggle(row)}
      >
        {row.expanded ? "Collapse" : "Expand"}
      </Item>
      <Menu.Separator className="my-1 h-px bg-line" />
      <VisibilityItems topology={topology} row={row} />
      <Menu.Separator className="my-1 h-px bg-line" />
      <Item
        icon={<Route aria-hidden="true" />}
        why={element === null ? "a group sends nothing; choose one resource in it" : undefined}
        onClick={() => router.push(pathHref(topology, { from: element?.id ?? "" }))}
      >
        Paths from here
      </Item>
      <Item
        icon={<Route aria-hidden="true" />}
        why={element === null ? "a group receives nothing; choose one resource in it" : undefined}
        onClick={() => router.push(pathHref(topology, { to: element?.id ?? "" }))}
      >
        Paths to here
      </Item>
      <Item
        icon={<SquareArrowOutUpRight aria-hidden="true" />}
        why={element === null ? "a group has no page of its own" : undefined}
        onClick={() =>
          router.push(resourceHref(topology.estateId, element?.id ?? "", { at: topology.address.at }))
        }
      >
        Open page
      </Item>
      <Menu.Separator className="my-1 h-px bg-line" />
      <Item icon={<Link2 aria-hidden="true" />} onClick={() => copy(linkTo(row), "Link")}>
        Copy link
      </Item>
      <Item
        icon={<Copy aria-hidden="true" />}
        why={element === null ? "a group has no id at the provider" : undefined}
        onClick={() => copy(element?.id ?? "", "Id")}
      >
        Copy id
      </Item>
      <Item
        icon={<Copy aria-hidden="true" />}
        why={address === undefined ? "it has no address" : undefined}
        onClick={() => copy(address ?? "", "Address")}
      >
        Copy IP
      </Item>
    </>
  );
}

/** What of the estate is shown beside it. */
function VisibilityItems({ topology, row }: { readonly topology: Topology; readonly row: TopologyRow }) {
  const { visibility } = topology;
  const why = row.element === null ? "a group has no neighbours of its own; open it" : undefined;
  return (
    <>
      <Item icon={<Focus aria-hidden="true" />} onClick={() => visibility.isolate([row])}>
        Isolate
      </Item>
      <Item
        icon={<Waypoints aria-hidden="true" />}
        why={why}
        onClick={() => visibility.addNeighbours(row, 1)}
      >
        Add neighbours (1 hop)
      </Item>
      <Item
        icon={<Waypoints aria-hidden="true" />}
        why={why}
        onClick={() => visibility.addNeighbours(row, 2)}
      >
        Add neighbours (2 hops)
      </Item>
      <Item icon={<EyeOff aria-hidden="true" />} onClick={() => visibility.hide([row])}>
        Hide
      </Item>
    </>
  );
}

function pathHref({ estateId, address }: Topology, ends: Record<string, string>): string {
  return `/paths?${new URLSearchParams({ estate: estateId, ...ends, ...(address.at === null ? {} : { at: address.at }) })}`;
}

function SimulateItem({ topology, row }: { readonly topology: Topology; readonly row: TopologyRow }) {
  const option = simulable(row.element);
  const isBlock = row.element?.kind === "securityGroup" || row.element?.kind === "networkAcl";
  const attachment = row.element?.kind === "transitGatewayAttachment" ? row.element : null;
  return (
    <>
      <Item
        icon={<Sparkles aria-hidden="true" />}
        why={option.kind === "not" ? option.why : undefined}
        onClick={() => {
          if (option.kind === "failure") topology.simulation.start([option.failure]);
        }}
      >
        {isBlock ? "Simulate block" : "Simulate failure"}
      </Item>
      {attachment === null ? null : (
        <Item
          icon={<Sparkles aria-hidden="true" />}
          onClick={() =>
            topology.simulation.start([{ kind: attachment.kind, id: attachment.id, mode: "detached" }])
          }
        >
          Simulate disassociation
        </Item>
      )}
    </>
  );
}

function AttackItem({ topology, row }: { readonly topology: Topology; readonly row: TopologyRow }) {
  const option = attackable(row.element);
  return (
    <Item
      icon={<Bug aria-hidden="true" />}
      why={option.kind === "not" ? option.why : undefined}
      onClick={() => {
        if (option.kind === "start") topology.compromise.start(option.from);
      }}
    >
      {option.kind === "start" && option.verb === "insider" ? "Simulate an insider" : "Simulate compromise"}
    </Item>
  );
}

interface ItemProps {
  readonly icon: React.ReactNode;
  readonly children: React.ReactNode;
  /** Why it cannot be chosen; it can when absent. */
  readonly why?: string | undefined;
  readonly onClick: () => void;
}

/** One command. One that cannot be chosen stays reachable and says why. */
function Item({ icon, children, why, onClick }: ItemProps) {
  return (
    <Menu.Item className={`${menuItemLook} items-start`} disabled={why !== undefined} onClick={onClick}>
      {icon}
      <span className="min-w-0">
        {children}
        {why === undefined ? null : <span className="block text-muted text-xs">{why}</span>}
      </span>
    </Menu.Item>
  );
}

function linkTo(row: TopologyRow): string {
  const link = new URL(window.location.href);
  link.searchParams.set("sel", row.id);
  return link.toString();
}

async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success(`${what} copied`);
    announce(`${what} copied`);
  } catch {
    toast.error("The browser did not allow copying. Select the text and copy it by hand.");
  }
}
