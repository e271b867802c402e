"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { Button } from "../ui/button";
import { buttonLook } from "../ui/button-look";
import { ImportReport, reportSentence } from "./import-report";
import type { ImportAnswer } from "./send-import";

interface ImportDoneProps {
  readonly answer: ImportAnswer;
  readonly onAgain: () => void;
}

/** What was understood, all of it, and the way to the map. Takes the focus, as the drop zone it replaces is gone. */
export function ImportDone({ answer, onAgain }: ImportDoneProps) {
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const estate = encodeURIComponent(answer.estateId);
  return (
    <>
      <div className="flex flex-col gap-3 p-4">
        <p ref={heading} tabIndex={-1} className="font-medium text-base outline-none">
          {reportSentence(answer)}
        </p>
        {answer.unchanged ? (
          <p className="text-muted">
            This is the configuration the estate already had; no new snapshot was needed.
          </p>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Link href={`/topology?estate=${estate}`} className={buttonLook("primary")}>
            Open the map
            <ArrowRight aria-hidden="true" />
          </Link>
          <Link href={`/?estate=${estate}`} className={buttonLook("secondary")}>
            Overview
          </Link>
          <Button variant="ghost" onClick={onAgain}>
            Import something else
          </Button>
        </div>
      </div>
      <ImportReport report={answer} />
    </>
  );
}
