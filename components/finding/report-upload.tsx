"use client";

import { OctagonX } from "lucide-react";
import type { UploadAnswer } from "../../server/application/findings";
import { countOf } from "../ui/count";
import { PanelError } from "../ui/panel-state";
import { Prose } from "../ui/prose";
import { visibleText } from "../ui/visible-text";
import { DropZone } from "../welcome/drop-zone";
import { ImportProgress } from "../welcome/import-progress";
import { SCANNER_WORDS } from "./finding-words";
import { useUpload } from "./use-upload";

/** Takes reports and lists in, and says what became of each file. */
export function ReportUpload({ estateId }: { readonly estateId: string }) {
  const { state, start, cancel } = useUpload(estateId);
  return (
    <div className="flex flex-col gap-3">
      {state.kind === "sending" || state.kind === "reading" ? (
        <ImportProgress state={state} onCancel={cancel} />
      ) : (
        <DropZone
          label="Reports to upload"
          invitation="Drop reports here, or paste one"
          hint="Amazon Inspector v2, Trivy, Grype, OSV-Scanner, CycloneDX and nmap reports; KEV and EPSS lists. At most 200 MiB at once."
          accept=".json,.xml,.csv,.gz,application/json,text/xml,text/csv"
          onFiles={start}
        />
      )}
      {state.kind === "failed" ? (
        <div className="rounded-md border border-lost/40">
          <PanelError title="Nothing was uploaded" error={new Error(state.message)} />
        </div>
      ) : null}
      {state.kind === "done" ? <Outcome answer={state.answer} /> : null}
    </div>
  );
}

function Outcome({ answer: { stored, refused } }: { readonly answer: UploadAnswer }) {
  return (
    <div className="flex flex-col gap-2">
      {stored.length === 0 ? null : (
        <ul aria-label="Stored" className="flex flex-col gap-0.5">
          {stored.map((report) => (
            <li key={report.id} className="break-words">
              <span className="font-medium">{visibleText(report.name)}</span>
              {": "}
              {storedText(report)}
            </li>
          ))}
        </ul>
      )}
      {refused.length === 0 ? null : (
        <div role="alert" className="flex flex-col gap-1 rounded-md border border-lost/40 p-3">
          <p className="flex items-center gap-1.5 font-medium">
            <OctagonX aria-hidden="true" className="size-4 shrink-0 text-lost" />
            {countOf(refused.length, "file")} refused; everything else is stored as before
          </p>
          <ul aria-label="Refused" className="flex flex-col gap-0.5">
            {refused.map(({ file, message, place }) => (
              <li key={file} className="break-words">
                <Prose text={message} />
                {place === undefined ? null : (
                  <span className="text-muted">
                    {" "}
                    at <code className="break-all font-mono">{visibleText(place)}</code>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function storedText({ kind, scanner, entryCount, serviceCount }: UploadAnswer["stored"][number]): string {
  if (kind === "known-exploited") return `KEV list, ${countOf(entryCount, "entry", "entries")}`;
  if (kind === "probabilities") return `EPSS list, ${countOf(entryCount, "entry", "entries")}`;
  const of = scanner === null ? "report" : SCANNER_WORDS[scanner];
  const ports = serviceCount === 0 ? "" : `, ${countOf(serviceCount, "open port")}`;
  return `${of}, ${countOf(entryCount, "finding")}${ports}`;
}
