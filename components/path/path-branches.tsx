"use client";

import type { Element } from "../../server/engine/configuration";
import type { Branch } from "../../server/engine/semantics";
import { Badge, type Tone } from "../ui/badge";
import { Card } from "../ui/card";
import { ElementLabel } from "../ui/element-label";
import { HopList } from "../ui/hop-list";
import { portsText } from "../ui/markdown";
import { REASON_WORDS } from "../ui/verdict-words";
import { visibleText } from "../ui/visible-text";

const SHOWN_COUNT = 50;
const PREFIX_COUNT = 4;

interface PathBranchesProps {
  readonly branches: readonly Branch[];
  readonly onSelect: (element: Element) => void;
}

/** The parts of the question that go different ways, each with how it ends. */
export function PathBranches({ branches, onSelect }: PathBranchesProps) {
  if (branches.length < 2) return null;
  const rest = branches.length - SHOWN_COUNT;
  return (
    <Card title={`${branches.length.toLocaleString("en")} branches`} flush>
      <ol aria-label="Branches">
        {branches.slice(0, SHOWN_COUNT).map((branch, index) => (
          // Branches are an ordered list that is replaced as a whole.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the branch's identity
          <li key={index} className="border-line border-t px-4 py-2 first:border-t-0">
            <details>
              <summary className="min-h-6">
                <BranchEnd branch={branch} />
              </summary>
              <div className="flex flex-col gap-2 pt-2">
                <HopList label={`Branch ${index + 1}, there`} hops={branch.forward} onSelect={onSelect} />
                {branch.return.length === 0 ? null : (
                  <HopList label={`Branch ${index + 1}, back`} hops={branch.return} onSelect={onSelect} />
                )}
              </div>
            </details>
          </li>
        ))}
      </ol>
      {rest > 0 ? (
        <p className="border-line border-t px-4 py-2 text-muted">
          and {rest.toLocaleString("en")} more; ask for one port or a narrower end to see them
        </p>
      ) : null}
    </Card>
  );
}

const ENDS: Record<Branch["end"]["kind"], { readonly tone: Tone; readonly word: string }> = {
  success: { tone: "ok", word: "Gets through" },
  failure: { tone: "lost", word: "Stops" },
  unknown: { tone: "undecided", word: "Not known" },
};

function BranchEnd({ branch }: { readonly branch: Branch }) {
  const { end, source, destination, destinationPorts } = branch;
  const { tone, word } = ENDS[end.kind];
  const ports = destinationPorts.length === 0 ? "" : `, ${portsText(destinationPorts)}`;
  return (
    <span className="inline-flex max-w-[95%] flex-wrap items-baseline gap-x-2 align-top">
      <Badge tone={tone}>{word}</Badge>
      <span className="font-mono text-[0.93em]">
        {few(source)} → {few(destination)}
        {ports}
      </span>
      {end.at === undefined ? null : (
        <span>
          at <ElementLabel element={end.at} />
        </span>
      )}
      {end.missing === undefined && end.reason !== undefined ? (
        <span>: {REASON_WORDS[end.reason]}</span>
      ) : null}
      {end.missing === undefined ? null : <span>: {visibleText(end.missing)}</span>}
    </span>
  );
}

function few(list: readonly string[]): string {
  const rest = list.length - PREFIX_COUNT;
  return list.slice(0, PREFIX_COUNT).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
