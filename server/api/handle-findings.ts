import { uploadFindings } from "../application/findings";
import { Failure } from "../application/ports/failure";
import { HTTP_STATUSES } from "./errors";
import { answerUpload, readUploadForm } from "./read-upload-form";
import type { ApiContext } from "./trpc";

const WORDS = {
  noFiles: "the form has no files: choose reports of scanners",
  tooLarge: "more than 200 MiB: send fewer reports at once",
  tooMany: "more than 20000 files: send fewer reports at once",
};

/**
 * Answers `POST /api/findings`: multipart form data with `files` and `estateId`. 200 with what was stored and what was
 * refused, file by file; 400 with the same when nothing could be stored; else 4xx `{ error: { code, message } }`.
 */
export function handleFindings(request: Request, context: ApiContext): Promise<Response> {
  return answerUpload(context, async () => {
    const { files, text } = await readUploadForm(request, WORDS);
    const estateId = text("estateId");
    if (estateId === undefined)
      throw new Failure("BAD_INPUT", "the form names no estate: send a field `estateId`");
    const body = await uploadFindings(context.ports, context.actor, { estateId, files }, request.signal);
    return { body, status: body.stored.length > 0 ? 200 : HTTP_STATUSES.BAD_INPUT };
  });
}
