"use client";

import { Component, type ReactNode } from "react";
import { PanelError } from "./panel-state";

interface PanelBoundaryProps {
  /** Names the part, to say what failed: "The alert list". */
  readonly name: string;
  readonly children: ReactNode;
}

interface PanelBoundaryState {
  readonly error: unknown;
}

/** Keeps a crash of one panel in that panel. A class because React has no other form for it. */
export class PanelBoundary extends Component<PanelBoundaryProps, PanelBoundaryState> {
  override state: PanelBoundaryState = { error: undefined };

  static getDerivedStateFromError(error: unknown): PanelBoundaryState {
    return { error: error ?? new Error("unknown") };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return (
      <PanelError
        title={`${this.props.name} stopped working`}
        error={this.state.error}
        onRetry={() => this.setState({ error: undefined })}
      />
    );
  }
}
