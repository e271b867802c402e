import type { EventsAnswer } from "../../server/application/change-events";
import { sendForm } from "../ui/send-form";
import type { ChosenFile } from "../welcome/dropped-files";

/** An upload's answer as it comes: instants are texts. */
export type SentEvents = Omit<EventsAnswer, "stored">;

/** Sends files of CloudTrail events and waits for what became of them. Fails in words when none was looked at. */
export async function sendEvents(
  estateId: string,
  files: readonly ChosenFile[],
  options: Parameters<typeof sendForm>[2],
): Promise<SentEvents> {
  const form = new FormData();
  form.append("estateId", estateId);
  for (const { path, file } of files) form.append("files", file, path);
  const { status, text } = await sendForm("/api/events", form, options);
  return readAnswer(status, text);
}

function readAnswer(status: number, text: string): SentEvents {
  // This is the parser of our own server's answer; its type is stated beside the route.
  let body: (Partial<SentEvents> & { readonly error?: { readonly message: string } }) | undefined;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: a refusal before the route, in plain words.
  }
  if (body?.addedCount !== undefined && body.refused) return body as SentEvents;
  throw new Error(body?.error?.message || text.trim().slice(0, 500) || `The server answered ${status}.`);
}
