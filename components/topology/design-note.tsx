import type { ViewDifference } from "../../server/engine/scenario";
import { Prose } from "../ui/prose";

/** What the network as configured would do, where what is recorded of targets and tunnels makes it worse. */
export function DesignNote({ difference }: { readonly difference: ViewDifference | undefined }) {
  if (difference === undefined) return null;
  const { text } = difference;
  return (
    <p className="basis-full text-muted">
      <Prose text={`${text.charAt(0).toUpperCase()}${text.slice(1)}.`} />
    </p>
  );
}
