import type { Coverage, Diagnostic } from "../../server/engine/configuration";
import { sendForm } from "../ui/send-form";
import type { ChosenFile } from "./dropped-files";

/** What an import had to say about its input; an estate's stored report has the same shape. */
export interface ImportReportData {
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: readonly Coverage[];
  readonly ignored: readonly {
    readonly name: string;
    readonly file?: string | undefined;
    readonly count: number;
  }[];
}

/** The answer of `POST /api/import`. */
export interface ImportAnswer extends ImportReportData {
  readonly estateId: string;
  readonly snapshotId: string;
  readonly unchanged: boolean;
}

export interface ImportRequest {
  readonly files: readonly ChosenFile[];
  /** Adds a snapshot to this estate; undefined creates one, named `name`. */
  readonly estateId: string | undefined;
  readonly name: string;
  readonly assumeDefaultRoutes: boolean;
}

/** An import that the server refused, with the place in the input where it knows one. */
export class ImportRefused extends Error {
  override readonly name = "ImportRefused";
  readonly file: string | undefined;
  readonly place: string | undefined;

  constructor(
    message: string,
    where: { readonly file?: string | undefined; readonly place?: string | undefined } = {},
  ) {
    super(message);
    this.file = where.file;
    this.place = where.place;
  }
}

/** Sends files and waits for the report. Fails with ImportRefused. */
export async function sendImport(
  request: ImportRequest,
  options: Parameters<typeof sendForm>[2],
): Promise<ImportAnswer> {
  const { status, text } = await sendForm("/api/import", formOf(request), options);
  const answer = readAnswer(status, text);
  if (answer instanceof ImportRefused) throw answer;
  return answer;
}

function formOf({ files, estateId, name, assumeDefaultRoutes }: ImportRequest): FormData {
  const form = new FormData();
  for (const { path, file } of files) form.append("files", file, path);
  if (estateId !== undefined) form.append("estateId", estateId);
  if (name.trim() !== "") form.append("name", name.trim());
  form.append("assumeDefaultRoutes", String(assumeDefaultRoutes));
  return form;
}

function readAnswer(status: number, text: string): ImportAnswer | ImportRefused {
  try {
    // This is the parser of our own server's answer; its type is stated beside the route.
    const body = JSON.parse(text) as ImportAnswer & {
      error?: { message: string; file?: string; place?: string };
    };
    if (status === 200) return body;
    if (body.error !== undefined) return new ImportRefused(body.error.message, body.error);
  } catch {
    // Not JSON: a refusal before the route, in plain words.
  }
  return new ImportRefused(text.trim().slice(0, 500) || `The server answered ${status}.`);
}
