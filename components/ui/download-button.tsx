"use client";

import { Download } from "lucide-react";
import { Button } from "./button";

interface DownloadButtonProps {
  readonly label: string;
  readonly fileName: string;
  readonly text: string;
}

/** Saves a text that the page already has as a file. */
export function DownloadButton({ label, fileName, text }: DownloadButtonProps) {
  return (
    <Button size="small" onClick={() => saveText(text, fileName)}>
      <Download aria-hidden="true" />
      {label}
    </Button>
  );
}

/** Hands the browser a file to save. */
export function saveText(text: string, fileName: string, type = "text/plain"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
