import { PanelLoading } from "../../components/ui/panel-state";

export default function TopologyLoading() {
  return <PanelLoading label="Loading the map" rowCount={10} />;
}
