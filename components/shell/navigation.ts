import {
  AppWindow,
  Boxes,
  Bug,
  CalendarClock,
  ClipboardCheck,
  FlaskConical,
  Gauge,
  History,
  LayoutDashboard,
  type LucideIcon,
  Network,
  Radar,
  Route,
  ScanSearch,
  ScrollText,
  Settings,
  ShieldAlert,
  Upload,
  Wrench,
} from "lucide-react";

interface Place {
  readonly href: string;
  readonly name: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key: string;
}

/** The places of the application, in the order of the rail. */
export const PLACES: readonly Place[] = [
  { href: "/", name: "Overview", icon: LayoutDashboard, key: "o" },
  { href: "/topology", name: "Topology", icon: Network, key: "t" },
  { href: "/resources", name: "Resources", icon: Boxes, key: "e" },
  { href: "/paths", name: "Paths", icon: Route, key: "p" },
  { href: "/applications", name: "Applications", icon: AppWindow, key: "n" },
  { href: "/alerts", name: "Alerts", icon: ShieldAlert, key: "a" },
  { href: "/anomalies", name: "Anomalies", icon: Radar, key: "m" },
  { href: "/findings", name: "Vulnerabilities", icon: Bug, key: "v" },
  { href: "/load", name: "Load", icon: Gauge, key: "l" },
  { href: "/scenarios", name: "Scenarios", icon: FlaskConical, key: "w" },
  { href: "/schedules", name: "Schedules", icon: CalendarClock, key: "d" },
  { href: "/history", name: "History", icon: History, key: "h" },
  { href: "/coverage", name: "Coverage", icon: ScanSearch, key: "c" },
  { href: "/rules", name: "Rules", icon: Wrench, key: "r" },
  { href: "/approvals", name: "Approvals", icon: ClipboardCheck, key: "y" },
  { href: "/audit", name: "Audit", icon: ScrollText, key: "u" },
  { href: "/welcome", name: "Import", icon: Upload, key: "i" },
  { href: "/settings", name: "Settings", icon: Settings, key: "s" },
];

/** Whether the address `path` lies in the place `href`. */
export function isAt(path: string, href: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}

/** A place, in the same estate. */
export function placeHref(href: string, estateId: string | null): string {
  return estateId === null || href === "/welcome" ? href : `${href}?estate=${encodeURIComponent(estateId)}`;
}
