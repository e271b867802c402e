import { PanelLoading } from "../../components/ui/panel-state";

/** Shown while the server prepares a page. */
export default function Loading() {
  return <PanelLoading label="Loading" />;
}
