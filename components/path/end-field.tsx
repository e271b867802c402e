"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId } from "react";
import type { TopologyHit } from "../../server/engine/topology";
import { useTRPC } from "../trpc/client";
import { kindLabel } from "../ui/kind-label";
import { menuItemLook, menuPopupLook } from "../ui/menu";
import { Name } from "../ui/name";
import { visibleText } from "../ui/visible-text";

const HIT_COUNT = 30;
/** What sends and receives nothing is not suggested; whoever writes it all the same is told so. */
const NO_END: ReadonlySet<string> = new Set([
  "zone",
  "securityGroup",
  "networkAcl",
  "routeTable",
  "transitGatewayRouteTable",
  "transitGatewayAttachment",
  "prefixList",
  "blockPublicAccess",
  "listener",
  "targetGroup",
  "autoScalingGroup",
]);

/** What can be chosen: how it is written as an end, and what it is. */
interface Choice {
  readonly value: string;
  readonly kind: string;
  readonly name: string;
  readonly detail: string;
}

interface EndFieldProps {
  readonly estateId: string;
  readonly snapshotId: string | null;
  readonly label: string;
  /** What an empty field stands for. */
  readonly placeholder?: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Called when one of the suggestions is taken. */
  readonly onChoose: (value: string) => void;
}

/** One end of a flow: any text, with what the snapshot has of that name, address or prefix to choose from. */
export function EndField(props: EndFieldProps) {
  const { estateId, snapshotId, label, value, onValue, onChoose } = props;
  const id = useId();
  const choices = useChoices(estateId, snapshotId, value);
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <Autocomplete.Root
        items={choices}
        mode="none"
        value={value}
        onValueChange={(next, details) => {
          onValue(next);
          if (details.reason === "item-press") onChoose(next);
        }}
        itemToStringValue={(choice: Choice) => choice.value}
        openOnInputClick={false}
      >
        <Autocomplete.Input
          id={id}
          placeholder={props.placeholder ?? "Name, id, IP, CIDR, internet, site:NAME"}
          spellCheck={false}
          autoComplete="off"
          maxLength={512}
          className="h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-text"
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner className="z-50 outline-none" sideOffset={4} align="start">
            <Autocomplete.Popup className={`${menuPopupLook} max-h-80 max-w-[min(36rem,90vw)] overflow-auto`}>
              <Autocomplete.List aria-label={`Suggestions for ${label}`}>
                {(choice: Choice) => (
                  <Autocomplete.Item key={choice.value} value={choice} className={menuItemLook}>
                    <span className="w-28 shrink-0 text-muted text-xs">{kindLabel(choice.kind)}</span>
                    <span className="flex min-w-0 flex-col">
                      <span className="font-medium">
                        <Name text={choice.name} />
                      </span>
                      <span className="truncate text-muted text-xs">
                        {choice.name === choice.value ? null : <Name text={choice.value} mono max={44} />}{" "}
                        {visibleText(choice.detail)}
                      </span>
                    </span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
    </div>
  );
}

const INTERNET: Choice = {
  value: "internet",
  kind: "internet",
  name: "internet",
  detail: "every public address",
};

function useChoices(estateId: string, snapshotId: string | null, text: string): readonly Choice[] {
  const q = useDeferredValue(text.trim());
  const trpc = useTRPC();
  const query = useQuery(
    trpc.topology.search.queryOptions(
      {
        estateId,
        q: q.replace(/^site:/, ""),
        limit: HIT_COUNT,
        ...(snapshotId === null ? {} : { snapshotId }),
      },
      { enabled: q !== "", placeholderData: keepPreviousData },
    ),
  );
  const found = q === "" ? [] : (query.data ?? []).flatMap(choiceOf);
  return "internet".startsWith(q.toLowerCase()) ? [INTERNET, ...found] : found;
}

function choiceOf({ id, kind, name, detail }: TopologyHit): Choice[] {
  return NO_END.has(kind) ? [] : [{ value: id, kind, name, detail }];
}
