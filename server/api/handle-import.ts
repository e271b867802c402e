import { type ImportAnswer, importConfiguration } from "../application/imports";
import { Failure } from "../application/ports/failure";
import type { InputFile } from "../application/ports/question-pool";
import { BUG_MESSAGE, HTTP_STATUSES } from "./errors";
import type { ApiContext } from "./trpc";

/** Of the request as sent; what archives in it unpack to has the same limit, held by the reader. */
export const UPLOAD_LIMIT_BYTES = 200 * 1024 * 1024;
const UPLOAD_FILE_LIMIT = 20_000;
const TEXT_LIMIT = 512;

/**
 * Answers `POST /api/import`: multipart form data with `files` and optionally `estateId`, `name` and
 * `assumeDefaultRoutes`. 200 with the import's answer, or 4xx `{ error: { code, message, file?, place? } }`.
 */
export async function handleImport(request: Request, context: ApiContext): Promise<Response> {
  try {
    const form = await readForm(request);
    const answer: ImportAnswer = await importConfiguration(
      context.ports,
      context.actor,
      {
        files: await readFiles(form),
        estateId: readText(form, "estateId"),
        name: readText(form, "name"),
        assumeDefaultRoutes: readText(form, "assumeDefaultRoutes") === "true",
      },
      request.signal,
    );
    return Response.json(answer);
  } catch (error) {
    if (error instanceof Failure) {
      const { code, message, file, place } = error;
      return Response.json({ error: { code, message, file, place } }, { status: HTTP_STATUSES[code] });
    }
    context.ports.reportBug(error);
    return Response.json({ error: { code: "INTERNAL", message: BUG_MESSAGE } }, { status: 500 });
  }
}

/** Reads the form, counting bytes as they come: a request need not say how long it is. */
async function readForm(request: Request): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.toLowerCase().startsWith("multipart/form-data") || !request.body) {
    throw new Failure(
      "BAD_INPUT",
      "this is not a form with files: send multipart/form-data with a field `files`",
    );
  }
  if (Number(request.headers.get("content-length") ?? 0) > UPLOAD_LIMIT_BYTES) throw tooLarge();
  let byteCount = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      byteCount += chunk.byteLength;
      if (byteCount > UPLOAD_LIMIT_BYTES) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
  });
  try {
    const counted = request.body.pipeThrough(counter);
    return await new Response(counted, { headers: { "content-type": type } }).formData();
  } catch (error) {
    if (byteCount > UPLOAD_LIMIT_BYTES) throw tooLarge();
    throw new Failure("BAD_INPUT", "the form is cut off or malformed: send it again", { cause: error });
  }
}

async function readFiles(form: FormData): Promise<readonly InputFile[]> {
  const entries = form.getAll("files").filter((entry) => entry instanceof File);
  if (entries.length === 0) {
    throw new Failure("BAD_INPUT", "the form has no files: choose a zip or Describe* JSON files");
  }
  if (entries.length > UPLOAD_FILE_LIMIT) {
    throw new Failure("TOO_LARGE", `more than ${UPLOAD_FILE_LIMIT} files: put them into one zip`);
  }
  const files: InputFile[] = [];
  for (const entry of entries) {
    files.push({ name: entry.name, bytes: new Uint8Array(await entry.arrayBuffer()) });
  }
  return files;
}

function readText(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  if (value === null || value === "") return undefined;
  if (typeof value !== "string" || value.length > TEXT_LIMIT) {
    throw new Failure("BAD_INPUT", `the field \`${name}\` is not a text of at most ${TEXT_LIMIT} characters`);
  }
  return value;
}

function tooLarge(): Failure {
  return new Failure(
    "TOO_LARGE",
    "more than 200 MiB: leave out what is not network configuration, or split it",
  );
}
