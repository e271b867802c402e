import { importConfiguration } from "../application/imports";
import { answerUpload, readUploadForm } from "./read-upload-form";
import type { ApiContext } from "./trpc";

const WORDS = {
  noFiles: "the form has no files: choose a zip or Describe* JSON files",
  tooLarge: "more than 200 MiB: leave out what is not network configuration, or split it",
  tooMany: "more than 20000 files: put them into one zip",
};

/**
 * Answers `POST /api/import`: multipart form data with `files` and optionally `estateId`, `name` and
 * `assumeDefaultRoutes`. 200 with the import's answer, or 4xx `{ error: { code, message, file?, place? } }`.
 */
export function handleImport(request: Request, context: ApiContext): Promise<Response> {
  return answerUpload(context, async () => {
    const { files, text } = await readUploadForm(request, WORDS);
    const asked = {
      files,
      estateId: text("estateId"),
      name: text("name"),
      assumeDefaultRoutes: text("assumeDefaultRoutes") === "true",
    };
    return { body: await importConfiguration(context.ports, context.actor, asked, request.signal) };
  });
}
