/* biome-ignore-all lint/style/noDefaultExport: the package has one */
/** The package has no types of its own; these are the props we use, constant but for `cy`. */
declare module "react-cytoscapejs" {
  import type { Core, ElementDefinition, LayoutOptions, StylesheetJson } from "cytoscape";
  import type { ComponentType, CSSProperties } from "react";

  interface CytoscapeComponentProps {
    readonly elements: ElementDefinition[];
    readonly stylesheet: StylesheetJson;
    readonly layout: LayoutOptions;
    readonly diff: (a: unknown, b: unknown) => boolean;
    readonly cy: (core: Core) => void;
    readonly style?: CSSProperties;
    readonly className?: string;
    readonly minZoom?: number;
    readonly maxZoom?: number;
    readonly pixelRatio?: number | "auto";
    readonly wheelSensitivity?: number;
    readonly boxSelectionEnabled?: boolean;
    readonly autoungrabify?: boolean;
    readonly autounselectify?: boolean;
  }

  const CytoscapeComponent: ComponentType<CytoscapeComponentProps>;
  export default CytoscapeComponent;
}
