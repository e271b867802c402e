"use client";

import { useMemo } from "react";
import { Button } from "../ui/button";
import { classNames } from "../ui/class-names";
import { messageOf } from "../ui/panel-state";
import { BANDS, type Band, bandsOf, OVERLAY_WORDS, OVERLAYS, type Tone } from "./overlay-bands";
import { TONE_LOOKS } from "./tone-looks";
import type { Topology } from "./use-topology";

const BORDERS: { readonly [T in Tone]: string } = {
  simulated: "border-simulated border-dashed",
  lost: "border-lost border-2",
  risk: "border-risk",
  undecided: "border-undecided border-dotted",
  ok: "border-ok",
};

/** What the colours of map and outline mean: one thing at a time. The legend's entries show some of it alone. */
export function OverlayStrip({ topology }: { readonly topology: Topology }) {
  const { overlay, choose, state } = topology.overlay;
  const isSimulating = topology.simulation.failures.length > 0;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 border-line border-b bg-surface px-3 py-1">
      <fieldset className="flex items-center gap-1">
        <legend className="sr-only">What colours mean</legend>
        {OVERLAYS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={overlay === each}
            onClick={() => choose(each)}
            className={classNames(
              "inline-flex h-6 items-center rounded border px-2 text-xs",
              overlay === each
                ? "border-accent bg-accent-soft font-medium text-accent"
                : "border-line text-text hover:bg-hover",
            )}
          >
            {OVERLAY_WORDS[each]}
          </button>
        ))}
      </fieldset>
      {overlay === "health" ? null : isSimulating ? (
        <p className="text-muted text-xs">The simulation leads: reset it to see this.</p>
      ) : state.error ? (
        <p role="alert" className="flex items-center gap-2 text-lost-text text-xs">
          {messageOf(state.error)}
          <Button size="small" onClick={state.retry}>
            Try again
          </Button>
        </p>
      ) : state.isPending ? (
        <p role="status" className="text-muted text-xs">
          Asking…
        </p>
      ) : (
        <Legend topology={topology} />
      )}
    </div>
  );
}

function Legend({ topology }: { readonly topology: Topology }) {
  const { overlay, bands, showBands, state } = topology.overlay;
  const counts = useMemo(() => {
    const all = new Map<Band, number>();
    for (const { band } of state.entries.values()) all.set(band, (all.get(band) ?? 0) + 1);
    return all;
  }, [state.entries]);
  const present = bandsOf(overlay).filter((band) => counts.has(band));
  return (
    <>
      <fieldset className="flex min-w-0 flex-wrap items-center gap-1">
        <legend className="sr-only">Legend: show some alone</legend>
        {present.map((band) => {
          const { tone, word } = BANDS[band];
          const { icon: Icon, text } = TONE_LOOKS[tone];
          const isChosen = bands.includes(band);
          return (
            <button
              key={band}
              type="button"
              aria-pressed={isChosen}
              onClick={() => showBands(isChosen ? bands.filter((one) => one !== band) : [...bands, band])}
              className={classNames(
                "inline-flex h-6 items-center gap-1.5 rounded border px-1.5 text-xs",
                isChosen ? "border-accent bg-accent-soft font-medium" : "border-transparent hover:bg-hover",
              )}
            >
              <span
                className={classNames(
                  "flex size-4 items-center justify-center border bg-surface",
                  BORDERS[tone],
                  text,
                )}
              >
                <Icon aria-hidden="true" className="size-3" />
              </span>
              {word}
              <span className="text-muted tabular-nums">{(counts.get(band) ?? 0).toLocaleString("en")}</span>
            </button>
          );
        })}
      </fieldset>
      {present.length === 0 ? <p className="text-muted text-xs">Nothing to show.</p> : null}
      {state.note === null ? null : <p className="min-w-0 text-muted text-xs">{state.note}</p>}
    </>
  );
}
