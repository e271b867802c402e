"use client";

import { Name } from "./name";

/** A deciding rule as the engine writes it. Where that is a sentence with ids in backticks, the marks are left out: all of it is monospace. */
export function Rule({ text, max }: { readonly text: string; readonly max: number }) {
  return <Name text={text.replaceAll("`", "")} mono max={max} />;
}
