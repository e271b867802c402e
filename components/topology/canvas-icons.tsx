"use client";

import { CircleCheck, CircleHelp, OctagonX, Sparkles, TriangleAlert } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { DRAWN_KINDS, KindIcon } from "./kind-icons";

/** SVG text of each icon, with `currentColor` still in it. */
export type CanvasIcons = ReadonlyMap<string, string>;

const MARK_ICONS: readonly (readonly [string, ReactNode])[] = [
  ["mark-lost", <OctagonX key="lost" />],
  ["mark-risk", <TriangleAlert key="risk" />],
  ["mark-simulated", <Sparkles key="simulated" />],
  ["mark-undecided", <CircleHelp key="undecided" />],
  ["mark-ok", <CircleCheck key="ok" />],
];

/** The icons of the page, read out of it for the canvas: one drawing of each, wherever it is shown. */
export function useCanvasIcons(): { icons: CanvasIcons | null; source: ReactNode } {
  const holder = useRef<HTMLDivElement>(null);
  const [icons, setIcons] = useState<CanvasIcons | null>(null);
  useLayoutEffect(() => {
    const spots = holder.current?.querySelectorAll<HTMLElement>("[data-icon]") ?? [];
    setIcons(new Map([...spots].map((spot) => [spot.dataset.icon ?? "", svgText(spot)])));
  }, []);
  const source = (
    <div ref={holder} hidden>
      {DRAWN_KINDS.map((kind) => (
        <span key={kind} data-icon={kind}>
          <KindIcon kind={kind} />
        </span>
      ))}
      {MARK_ICONS.map(([name, icon]) => (
        <span key={name} data-icon={name}>
          {icon}
        </span>
      ))}
    </div>
  );
  return { icons, source };
}

function svgText(spot: HTMLElement): string {
  const svg = spot.querySelector("svg");
  return svg === null ? "" : new XMLSerializer().serializeToString(svg);
}

/** An icon in one colour as an image address. */
export function iconImage(icons: CanvasIcons, name: string, color: string): string {
  const text = icons.get(name) ?? icons.get("instance") ?? "";
  return `data:image/svg+xml;utf8,${encodeURIComponent(text.replaceAll("currentColor", color))}`;
}

/** A mark's icon on a disc of the background, so that it reads on any border. */
export function markImage(icons: CanvasIcons, name: string, color: string, background: string): string {
  const inner = (icons.get(name) ?? "").replaceAll("currentColor", color);
  const disc = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="${background}"/>${placed(inner)}</svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(disc)}`;
}

function placed(svg: string): string {
  return svg.replace("<svg ", '<svg x="4" y="4" ');
}
