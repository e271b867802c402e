/** Says what rules cannot do: the page must not promise more. */
export function NoExecutorNote() {
  return (
    <p className="rounded-md border border-line bg-sunken px-3 py-2">
      <span className="font-medium">No executor exists.</span> A rule changes nothing: it says what it would
      have done, tried on copies of your network. Umbra holds no right to write to it.
    </p>
  );
}
