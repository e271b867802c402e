"use client";

import type { Plan } from "../../server/engine/remediation/plan/plan.schema";
import { CodeText } from "../remediation/code-text";
import { ElementLabel } from "../ui/element-label";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import { stepText } from "./step-words";

interface ActionChangeProps {
  readonly plan: Plan;
  /** The same as code; null where there is none. */
  readonly texts: { readonly cli: string; readonly terraform: string } | null;
}

/** What would be changed, as a person says it and step by step as it is carried out, and how it is undone. */
export function ActionChange({ plan, texts }: ActionChangeProps) {
  const { steps, inverse, touched } = plan;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <ul aria-label="Changes" className="flex list-disc flex-col gap-1 pl-5">
        {[...new Set(plan.texts)].map((text) => (
          <li key={text} className="break-words">
            <Prose text={text} isSentence />
          </li>
        ))}
      </ul>
      <div className="min-w-0">
        <h3 className="font-medium">Steps</h3>
        <StepList label="Steps" texts={steps.map(stepText)} />
      </div>
      <div className="min-w-0">
        <h3 className="font-medium">Touches</h3>
        <ul aria-label="Touches" className="flex flex-col gap-0.5">
          {touched.map(({ element, place }) => (
            <li key={element.id} className="break-words">
              <ElementLabel element={element} />
              {place.accountId === "" && place.region === "" ? null : (
                <span className="text-muted">
                  {" "}
                  {visibleText(`${place.accountId} ${place.region}`.trim())}
                </span>
              )}
            </li>
          ))}
        </ul>
      </div>
      <details className="min-w-0">
        <summary className="cursor-pointer py-0.5">How it is undone</summary>
        {inverse === null ? (
          <p className="mt-1">It cannot be undone by Umbra: one of its steps has no way back.</p>
        ) : (
          <StepList label="How it is undone" texts={inverse.map(stepText)} />
        )}
      </details>
      {texts === null ? null : (
        <>
          <CodeText title="AWS command line" text={texts.cli} />
          <CodeText title="Terraform" text={texts.terraform} />
        </>
      )}
    </div>
  );
}

function StepList({ label, texts }: { readonly label: string; readonly texts: readonly string[] }) {
  return (
    <ol aria-label={label} className="flex list-decimal flex-col gap-0.5 pl-5">
      {texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a plan never move, and two may read alike
        <li key={index} className="break-words">
          <Prose text={text} />
        </li>
      ))}
    </ol>
  );
}
