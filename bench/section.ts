/** One topic's outcome: a table, what it was measured on, and what to know of it. */
export type Section = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly notes: readonly string[]
}

/** Figures with no more digits than they are worth. */
export const figure = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The first column to the left, figures to the right, as wide as the widest, so that the formatter leaves the page alone. */
const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(3, ...rows.map((cells) => cells[i]?.length ?? 0)))
  const rules = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  const padded = rows.map((cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))))
  const [head = [], ...body] = padded
  return [head, rules, ...body].map((cells) => `| ${cells.join(' | ')} |`)
}

/** As Markdown, which a terminal shows well enough. */
export const markdown = ({ title, columns, rows, notes }: Section): string =>
  [`## ${title}`, '', ...table([columns, ...rows]), '', ...notes.flatMap((note) => [note, ''])].join('\n')
