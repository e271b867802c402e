/** The version of the engine that answers: that of the package. Stored with every run, so that answers can be compared. */
export const ENGINE_VERSION = "0.1.0";
