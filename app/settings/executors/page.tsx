import type { Metadata } from "next";
import { ExecutorSettings } from "../../../components/executor/executor-settings";

export const metadata: Metadata = { title: "Executors - Settings" };

/** Who may carry out what is approved. */
export default function ExecutorsPage() {
  return <ExecutorSettings />;
}
