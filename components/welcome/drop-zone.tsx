"use client";

import { FileUp, FolderUp } from "lucide-react";
import { type ChangeEvent, type DragEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "../ui/button";
import { classNames } from "../ui/class-names";
import { type ChosenFile, filesOfList, filesOfTransfer } from "./dropped-files";

interface DropZoneProps {
  /** What the files are, to readers. */
  readonly label: string;
  readonly invitation: string;
  readonly hint: string;
  /** Types that the file picker offers. */
  readonly accept: string;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
}

/** Takes files and folders: dropped here, pasted anywhere on the page, or chosen with a button. */
export function DropZone({ label, invitation, hint, accept, onFiles }: DropZoneProps) {
  const [isOver, setIsOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  usePaste(onFiles);
  // React has no property for it.
  useEffect(() => folder.current?.setAttribute("webkitdirectory", ""), []);

  async function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    onFiles(await filesOfTransfer(event.dataTransfer));
  }
  function choose(event: ChangeEvent<HTMLInputElement>) {
    onFiles(filesOfList(event.target.files ?? []));
    // So that choosing the same file again is a change.
    event.target.value = "";
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would say that these are fields of a form
    <div
      role="group"
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={classNames(
        "flex flex-col items-center gap-3 rounded-md border-2 border-dashed px-4 py-8 text-center transition-colors duration-150",
        isOver ? "border-accent bg-accent-soft" : "border-line-strong bg-sunken",
      )}
    >
      <p className="font-medium">{invitation}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button onClick={() => files.current?.click()}>
          <FileUp aria-hidden="true" />
          Choose files
        </Button>
        <Button onClick={() => folder.current?.click()}>
          <FolderUp aria-hidden="true" />
          Choose a folder
        </Button>
      </div>
      <p className="text-muted text-xs">{hint}</p>
      <input ref={files} type="file" multiple hidden aria-label="Files" accept={accept} onChange={choose} />
      <input ref={folder} type="file" multiple hidden aria-label="Folder" onChange={choose} />
    </div>
  );
}

/** Files from the clipboard, or JSON text, unless it is meant for a field. */
function usePaste(onFiles: (files: readonly ChosenFile[]) => void) {
  const take = useEffectEvent(async (event: ClipboardEvent) => {
    const transfer = event.clipboardData;
    if (transfer === null || isField(event.target)) return;
    const text = transfer.getData("text/plain").trim();
    if (transfer.files.length > 0) {
      event.preventDefault();
      onFiles(await filesOfTransfer(transfer));
    } else if (text.startsWith("{") || text.startsWith("[")) {
      event.preventDefault();
      onFiles([{ path: "pasted.json", file: new File([text], "pasted.json", { type: "application/json" }) }]);
    }
  });
  useEffect(() => {
    window.addEventListener("paste", take);
    return () => window.removeEventListener("paste", take);
  }, []);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, [contenteditable]") !== null;
}
