import * as z from 'zod'
import { SuggestionFigures, Trend } from '../../domain/suggestions/figures.ts'

const Links = z.record(z.string(), z.string())

/** The figures, and where the suggestions are read that each of them counts. */
export const OpenedFigures = SuggestionFigures.extend({
  /** `told`: those whose customers were told, whom the closure and the days until then count. */
  answers: z.strictObject({ received: z.string(), states: Links, told: z.string() }),
  themes: z.array(Trend.extend({ answers: z.strictObject({ all: z.string(), months: Links }) })),
})
type OpenedFigures = z.infer<typeof OpenedFigures>

type Span = { readonly from: string; readonly to: string }

const link = (span: Span, wanted: Readonly<Record<string, string>> = {}): string =>
  `/v1/suggestions?${new URLSearchParams({ from: span.from, to: span.to, ...wanted })}`

const linksOf = (names: Readonly<Record<string, number>>, to: (name: string) => string): Record<string, string> =>
  Object.fromEntries(Object.keys(names).map((name) => [name, to(name)]))

/** Each figure with the link that opens it. */
export const opened = (figures: SuggestionFigures, span: Span): OpenedFigures => ({
  ...figures,
  answers: {
    received: link(span),
    states: linksOf(figures.states, (state) => link(span, { state })),
    told: link(span, { state: 'told' }),
  },
  themes: figures.themes.map((trend) => {
    const wanted = { [trend.kind]: trend.theme }
    const months = linksOf(trend.months, (month) => link({ from: month, to: month }, wanted))
    return { ...trend, answers: { all: link(span, wanted), months } }
  }),
})
