import type { Metadata } from "next";
import { LoadPage } from "../../components/load/load-page";

export const metadata: Metadata = { title: "Load" };

/** How much of every limit the traffic uses, what fills up first, and when. */
export default function Page() {
  return <LoadPage />;
}
