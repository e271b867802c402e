"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import type { Failure } from "../../server/engine/semantics";
import { simulable } from "../topology/failure-code";
import { useTRPC } from "../trpc/client";
import { Button } from "../ui/button";
import { ElementLabel } from "../ui/element-label";
import { Input } from "../ui/input";
import { messageOf } from "../ui/panel-state";
import { visibleText } from "../ui/visible-text";
import { FailureList } from "./failure-list";

const HIT_COUNT = 12;

interface FailurePickerProps {
  readonly estateId: string;
  readonly failures: readonly Failure[];
  readonly onFailures: (failures: readonly Failure[]) => void;
}

/** Finds resources and adds their failure; what was chosen stands above and can be taken out. */
export function FailurePicker({ estateId, failures, onFailures }: FailurePickerProps) {
  const id = useId();
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const trpc = useTRPC();
  const query = useQuery(
    trpc.topology.search.queryOptions(
      { estateId, q, limit: HIT_COUNT },
      { enabled: q !== "", placeholderData: keepPreviousData },
    ),
  );
  const hits = q === "" ? [] : (query.data ?? []);
  return (
    <div className="flex flex-col gap-3">
      {failures.length === 0 ? null : (
        <div className="flex flex-wrap items-start gap-3">
          <FailureList estateId={estateId} failures={failures} />
          <Button size="small" onClick={() => onFailures([])}>
            <X aria-hidden="true" />
            Clear
          </Button>
        </div>
      )}
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-search`} className="font-medium">
          Find a resource
        </label>
        <Input
          id={`${id}-search`}
          type="search"
          className="w-full max-w-120"
          placeholder="Name, id, IP, CIDR, tag"
          autoComplete="off"
          spellCheck={false}
          maxLength={256}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // The form below is not meant.
            if (event.key === "Enter") event.preventDefault();
          }}
        />
      </div>
      {query.isError ? <p role="alert">{messageOf(query.error)}</p> : null}
      {q !== "" && query.data?.length === 0 ? <p className="text-muted">Nothing is called so.</p> : null}
      <ul aria-label="Found" className="flex flex-col gap-1">
        {hits.map((hit) => {
          const element = { kind: hit.kind, id: elementId(hit), name: hit.name };
          const option = simulable(element);
          const isChosen = failures.some((failure) => failure.id === element.id);
          return (
            <li key={hit.id} className="flex min-h-7 flex-wrap items-center gap-2">
              <Button
                size="small"
                aria-label={`Add ${visibleText(hit.name)}`}
                disabled={option.kind === "not" || isChosen}
                onClick={() => option.kind === "failure" && onFailures([...failures, option.failure])}
              >
                <Plus aria-hidden="true" />
                Add
              </Button>
              <ElementLabel element={element} />
              <span className="text-muted">
                {option.kind === "not" ? option.why : visibleText(hit.detail)}
                {isChosen ? ", chosen" : ""}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A zone is found once in every network it has a part of, a region once in every account; each fails as one. */
function elementId({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return kind === "zone" || kind === "region" ? (id.split("/").at(-1) ?? id) : id;
}
