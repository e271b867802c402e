/** The look of a plain choice in the form of a rule. */
export const SELECT_LOOK =
  "h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-text aria-invalid:border-lost";
