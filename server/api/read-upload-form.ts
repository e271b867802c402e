import { Failure } from "../application/ports/failure";
import type { InputFile } from "../application/ports/question-pool";
import { BUG_MESSAGE, HTTP_STATUSES } from "./errors";
import type { ApiContext } from "./trpc";

/** Of a request as sent; what archives in it unpack to has a limit of its own, held by the reader. */
export const UPLOAD_LIMIT_BYTES = 200 * 1024 * 1024;
const UPLOAD_FILE_LIMIT = 20_000;
const TEXT_LIMIT = 512;

/** What people are told to do about files that are missing or too many. */
interface UploadWords {
  readonly noFiles: string;
  readonly tooLarge: string;
  readonly tooMany: string;
}

/** An uploaded form: its files, and its fields by name. */
export interface UploadForm {
  readonly files: readonly InputFile[];
  /** Undefined for a field that is empty or not there. Fails BAD_INPUT for one that is no short text. */
  readonly text: (name: string) => string | undefined;
}

/** Answers a request with JSON; a failure with its code, message, file and place. */
export async function answerUpload(
  context: ApiContext,
  work: () => Promise<{ readonly body: unknown; readonly status?: number }>,
): Promise<Response> {
  try {
    const { body, status = 200 } = await work();
    return Response.json(body, { status });
  } catch (error) {
    if (error instanceof Failure) {
      const { code, message, file, place } = error;
      return Response.json({ error: { code, message, file, place } }, { status: HTTP_STATUSES[code] });
    }
    context.ports.reportBug(error);
    return Response.json({ error: { code: "INTERNAL", message: BUG_MESSAGE } }, { status: 500 });
  }
}

/**
 * Reads a form with `files`, counting bytes as they come: a request need not say how long it is. Fails BAD_INPUT and
 * TOO_LARGE.
 */
export async function readUploadForm(request: Request, words: UploadWords): Promise<UploadForm> {
  const form = await readForm(request, words);
  return { files: await readFiles(form, words), text: (name) => readText(form, name) };
}

async function readForm(request: Request, words: UploadWords): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.toLowerCase().startsWith("multipart/form-data") || !request.body) {
    throw new Failure(
      "BAD_INPUT",
      "this is not a form with files: send multipart/form-data with a field `files`",
    );
  }
  const tooLarge = () => new Failure("TOO_LARGE", words.tooLarge);
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

async function readFiles(form: FormData, words: UploadWords): Promise<readonly InputFile[]> {
  const entries = form.getAll("files").filter((entry) => entry instanceof File);
  if (entries.length === 0) throw new Failure("BAD_INPUT", words.noFiles);
  if (entries.length > UPLOAD_FILE_LIMIT) throw new Failure("TOO_LARGE", words.tooMany);
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
