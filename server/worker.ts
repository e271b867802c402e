import { gunzipSync, gzipSync } from "node:zlib";
import { readAwsInput, readChangeEvents, unpack } from "./adapters/aws";
import { serveQuestions } from "./adapters/pool";
import { readUpload } from "./adapters/scan";
import { answers } from "./application/answers/answer";
import { comparisons } from "./application/answers/compare";
import { holdFindings } from "./application/answers/held-findings";
import { readReports } from "./application/answers/read-reports";
import { holdStored, toReadInput } from "./application/answers/read-snapshot";

// The entry of a worker thread: what `wiring.ts` is to the server. It reads inputs and answers questions about
// snapshots; it has no database, no socket and no setting.
const decoder = new TextDecoder();
const textOf = (packed: Uint8Array) => decoder.decode(gunzipSync(packed));
const pack = (text: string) => gzipSync(text);

serveQuestions({
  hold: (body) => holdStored(body, textOf),
  holdFindings: (reports) => holdFindings(reports, textOf),
  // The table types each question with its answer; across threads they travel as one of several.
  answer: (question, held, ask, onProgress, { decisions, day, findings }) =>
    answers[question](held.decided(decisions, day).withFindings(findings), ask as never, onProgress),
  compare: (comparison, before, after, ask) => comparisons[comparison](before, after, ask as never),
  readInput: async (files, options) => {
    const unpacked = await unpack(files.map(({ name, ...file }) => ({ path: name, ...file })));
    return toReadInput(readAwsInput(unpacked, options), pack);
  },
  readEvents: async (files) =>
    readChangeEvents(await unpack(files.map(({ name, ...file }) => ({ path: name, ...file })))),
  readReports: (files) => readReports(files, ({ name, bytes }) => readUpload({ path: name, bytes }), pack),
});
