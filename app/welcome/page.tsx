import type { Metadata } from "next";
import { Welcome } from "../../components/welcome/welcome";

export const metadata: Metadata = { title: "Import" };

/** The sample, or a network of one's own. */
export default function WelcomePage() {
  return <Welcome />;
}
