"use client";

import { Keyboard } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { tinykeys } from "tinykeys";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { PLACES, placeHref } from "./navigation";
import { SEARCH_FIELD_ID } from "./search-field";
import { chooseShortcuts, isTyping, useShortcutsOn } from "./shortcut-setting";

/** The keys of one place, as the sheet lists them. */
interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}

const MAP_KEYS: readonly KeyHelp[] = [
  { keys: ["Shift", "F10"], does: "Menu of the selected resource" },
  { keys: ["Enter"], does: "Open the selected resource" },
  { keys: ["h"], does: "Hide what has the focus on the map" },
  { keys: ["Delete"], does: "Hide the row, in the outline" },
  { keys: ["i"], does: "Isolate what has the focus on the map" },
  { keys: ["n"], does: "Add the neighbours of what has the focus on the map" },
  { keys: ["Esc"], does: "Back out one layer" },
  { keys: ["[", "]"], does: "The snapshot before, the one after" },
  { keys: ["j", "k"], does: "The next change of a comparison, the one before" },
];

/** Keys that work everywhere, the button and the sheet that explain them, and the switch that turns single letters off. */
export function Shortcuts({ wanted }: { readonly wanted: string | null }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const isOn = useShortcutsOn();

  useEffect(() => {
    if (!isOn) return;
    const guarded = (act: () => void) => (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      act();
    };
    return tinykeys(window, {
      // Whether Shift is needed for these two depends on the keyboard.
      ...either(
        "/",
        guarded(() => document.getElementById(SEARCH_FIELD_ID)?.focus()),
      ),
      ...either(
        "?",
        guarded(() => setOpen(true)),
      ),
      ...Object.fromEntries(
        PLACES.map(({ key, href }) => [`g ${key}`, guarded(() => router.push(placeHref(href, wanted)))]),
      ),
    });
  }, [isOn, router, wanted]);

  return (
    <>
      <Button variant="ghost" size="icon" aria-label="Keyboard shortcuts" onClick={() => setOpen(true)}>
        <Keyboard aria-hidden="true" />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Keyboard shortcuts">
        <KeySheet isOn={isOn} />
      </Dialog>
    </>
  );
}

function KeySheet({ isOn }: { readonly isOn: boolean }) {
  const everywhere: readonly KeyHelp[] = [
    { keys: ["/"], does: "Search the network" },
    ...PLACES.map(({ key, name }) => ({ keys: ["g", key], does: `Go to ${name}` })),
    { keys: ["?"], does: "Show this sheet" },
  ];
  return (
    <div className="flex flex-col gap-4">
      <KeyTable title="Everywhere" rows={everywhere} />
      <KeyTable title="On the map and in lists" rows={MAP_KEYS} />
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={isOn}
          onChange={(event) => chooseShortcuts(event.target.checked)}
        />
        Single-letter shortcuts
      </label>
    </div>
  );
}

function KeyTable({ title, rows }: { readonly title: string; readonly rows: readonly KeyHelp[] }) {
  return (
    <table className="w-full border-collapse">
      <caption className="pb-1 text-left font-semibold">{title}</caption>
      <tbody>
        {rows.map(({ keys, does }) => (
          <tr key={does} className="border-line border-t">
            <th scope="row" className="py-1 text-left font-normal">
              {does}
            </th>
            <td className="py-1 text-right whitespace-nowrap">
              {keys.map((key, index) => (
                <span key={key}>
                  {index === 0 ? null : " "}
                  <Kbd>{key}</Kbd>
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A key by what it writes, with Shift or without. */
function either(key: string, act: (event: KeyboardEvent) => void) {
  return { [key]: act, [`Shift+${key}`]: act };
}
