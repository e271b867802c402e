import { uploadEvents } from "../application/change-events";
import { Failure } from "../application/ports/failure";
import { HTTP_STATUSES } from "./errors";
import { answerUpload, readUploadForm } from "./read-upload-form";
import type { ApiContext } from "./trpc";

const WORDS = {
  noFiles: "the form has no files: choose files of CloudTrail events",
  tooLarge: "more than 200 MiB: send fewer days at once",
  tooMany: "more than 20000 files: send fewer days at once",
};

/**
 * Answers `POST /api/events`: multipart form data with `files` and `estateId`. 200 with how many events were stored and
 * what was left out; 400 with the same when no file holds any; else 4xx `{ error: { code, message } }`.
 */
export function handleEvents(request: Request, context: ApiContext): Promise<Response> {
  return answerUpload(context, async () => {
    const { files, text } = await readUploadForm(request, WORDS);
    const estateId = text("estateId");
    if (estateId === undefined)
      throw new Failure("BAD_INPUT", "the form names no estate: send a field `estateId`");
    const body = await uploadEvents(context.ports, context.actor, { estateId, files }, request.signal);
    const hasEvents = body.entryCount > body.leftOutCount;
    return { body, status: hasEvents ? 200 : HTTP_STATUSES.BAD_INPUT };
  });
}
