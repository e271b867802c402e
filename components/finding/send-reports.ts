import type { UploadAnswer } from "../../server/application/findings";
import { sendForm } from "../ui/send-form";
import type { ChosenFile } from "../welcome/dropped-files";

/** Sends files of findings and waits for what became of each. Fails in words when none was looked at. */
export async function sendReports(
  estateId: string,
  files: readonly ChosenFile[],
  options: Parameters<typeof sendForm>[2],
): Promise<UploadAnswer> {
  const form = new FormData();
  form.append("estateId", estateId);
  for (const { path, file } of files) form.append("files", file, path);
  const { status, text } = await sendForm("/api/findings", form, options);
  return readAnswer(status, text);
}

function readAnswer(status: number, text: string): UploadAnswer {
  // This is the parser of our own server's answer; its type is stated beside the route.
  let body: (Partial<UploadAnswer> & { readonly error?: { readonly message: string } }) | undefined;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: a refusal before the route, in plain words.
  }
  if (body?.stored && body.refused) return { stored: body.stored, refused: body.refused };
  throw new Error(body?.error?.message || text.trim().slice(0, 500) || `The server answered ${status}.`);
}
