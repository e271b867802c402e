import type { ReactNode } from "react";

interface DataTableProps {
  readonly caption: string;
  readonly head: readonly ReactNode[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** Rows of figures; the first cell of each names it. */
export function DataTable({ caption, head, rows }: DataTableProps) {
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-line border-b align-bottom text-muted text-xs">
          {head.map((name, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
            <th key={position} scope="col" className="px-2 py-1.5 font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...others] }) => (
          <tr key={key} className="border-line border-b align-top last:border-0">
            <th scope="row" className="min-w-0 px-2 py-1.5 text-left font-normal">
              {first}
            </th>
            {others.map((cell, position) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
              <td key={position} className="px-2 py-1.5">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
