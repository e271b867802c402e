/** What a server said, unread. */
interface SentAnswer {
  readonly status: number;
  readonly text: string;
}

interface SendOptions {
  readonly signal: AbortSignal;
  /** Bytes that have left the browser; equal to the total once the server only has to read. */
  readonly onSent: (sentBytes: number, totalBytes: number) => void;
}

/**
 * Sends a form and waits for the answer; rejects with an error in words when there is none. An XMLHttpRequest, because
 * `fetch` does not say how far sending is.
 */
export function sendForm(
  address: string,
  form: FormData,
  { signal, onSent }: SendOptions,
): Promise<SentAnswer> {
  return new Promise((resolve, reject) => {
    const http = new XMLHttpRequest();
    http.open("POST", address);
    http.responseType = "text";
    http.upload.addEventListener("progress", (event) => onSent(event.loaded, event.total));
    http.upload.addEventListener("load", (event) => onSent(event.total, event.total));
    http.addEventListener("load", () => resolve({ status: http.status, text: http.responseText }));
    http.addEventListener("error", () =>
      reject(new Error("The server did not answer. Is Umbra still running?")),
    );
    http.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    signal.addEventListener("abort", () => http.abort());
    http.send(form);
  });
}
