const WANTED = "umbra:outline-focus";

/** Asks the outline to give a row the focus, as soon as it shows it. */
export function focusOutlineRow(rowId: string): void {
  window.dispatchEvent(new CustomEvent(WANTED, { detail: rowId }));
}

/** Called with the id of the row that should have the focus. */
export function onOutlineFocus(listener: (rowId: string) => void): () => void {
  const handle = (event: Event) => {
    if (event instanceof CustomEvent && typeof event.detail === "string") listener(event.detail);
  };
  window.addEventListener(WANTED, handle);
  return () => window.removeEventListener(WANTED, handle);
}
