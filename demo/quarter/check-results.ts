import * as z from 'zod'
import { type Check, same } from '../rehearsal/check.ts'
import { dayAt } from '../rehearsal/days.ts'
import type { RawEvent } from '../rehearsal/raw.ts'
import { founder } from './found.ts'
import { fewest, hiddenAmong } from './hidden.ts'
import { type Bounds, netBounds, shareBounds } from './intervals.ts'
import type { Played } from './play.ts'
import { plansIn, type Scores, scoresIn } from './survey-facts.ts'

/** Scores that were given: which question's, and how often each step of its scale was chosen. */
type Spread = Readonly<Record<string, number>>

const Interval = z.object({ low: z.number(), high: z.number() })
const Share = z.looseObject({ of: z.int(), count: z.int(), share: z.number(), interval: Interval })
const Scored = z.looseObject({ count: z.int(), mean: z.number(), spread: z.record(z.string(), z.int()), good: Share })
const Net = z.looseObject({
  count: z.int(),
  score: z.number(),
  promoters: z.int(),
  passives: z.int(),
  detractors: z.int(),
  interval: Interval,
})
const Results = z.looseObject({
  groups: z.array(
    z.looseObject({
      value: z.string(),
      figures: z.looseObject({
        sent: z.int(),
        answered: z.int().optional(),
        response: Share.optional(),
        csat: Scored.optional(),
        nps: Net.optional(),
        effort: Scored.optional(),
        dimensions: z.record(z.string(), Scored),
      }),
    }),
  ),
})
type Group = z.infer<typeof Results>['groups'][number]

const exact = (figure: number): string => figure.toFixed(9)
/** Bounds are found by halving here. */
const bounds = ({ low, high }: Bounds) => [low.toFixed(6), high.toFixed(6)]
const share = ({ of, count, share, interval }: z.infer<typeof Share>) => ({ of, count, share: exact(share), interval: bounds(interval) })
const plain = ({ count, mean, spread, good }: z.infer<typeof Scored>) => ({ count, mean: exact(mean), spread, good: share(good) })
const net = ({ count, score, promoters, passives, detractors, interval }: z.infer<typeof Net>) => ({
  count,
  score: exact(score),
  promoters,
  passives,
  detractors,
  interval: bounds(interval),
})

const figuresIn = ({ value, figures: { sent, answered, response, csat, nps, effort, dimensions } }: Group) => ({
  value,
  sent,
  ...(answered !== undefined && { answered }),
  ...(response && { response: share(response) }),
  ...(csat && { csat: plain(csat) }),
  ...(nps && { nps: net(nps) }),
  ...(effort && { effort: plain(effort) }),
  dimensions: Object.fromEntries(Object.entries(dimensions).map(([side, score]) => [side, plain(score)])),
})

const spreadOf = (given: readonly number[]): Spread => {
  const counts = [...Map.groupBy(given, (score) => score)].sort(([a], [b]) => a - b)
  return Object.fromEntries(counts.map(([score, all]) => [String(score), all.length]))
}
const shareFrom = (count: number, of: number): z.infer<typeof Share> => ({ of, count, share: count / of, interval: shareBounds(count, of) })

const scoresFrom = (given: readonly number[], goodFrom: number) => {
  if (given.length < fewest) return undefined
  const mean = given.reduce((sum, score) => sum + score, 0) / given.length
  const good = shareFrom(given.filter((score) => score >= goodFrom).length, given.length)
  return plain({ count: given.length, mean, spread: spreadOf(given), good })
}

const netFrom = (given: readonly number[]) => {
  const [promoters, detractors] = [given.filter((score) => score > 8).length, given.filter((score) => score < 7).length]
  const count = given.length
  const score = ((promoters - detractors) / count) * 100
  if (count < fewest) return undefined
  const interval = netBounds(promoters, detractors, count)
  return net({ count, score, promoters, detractors, passives: count - promoters - detractors, interval })
}

const measures = {
  csat: (of: Scores) => of.csat,
  nps: (of: Scores) => of.nps,
  effort: (of: Scores) => of.effort,
  timeliness: (of: Scores) => of.dimensions['timeliness'],
} as const
type Measure = keyof typeof measures

const scoresOf = (given: readonly Scores[], measure: Measure): readonly number[] => given.flatMap((one) => measures[measure](one) ?? [])

/** What the groups of a table have said, and which of it is hidden: of a group that is hidden as such everything. */
const hiddenBy = (groups: readonly (readonly [value: string, given: readonly Scores[]])[]) => {
  const answered = groups.map(([value, given]) => [value, given.length] as const)
  const whole = hiddenAmong(answered, new Set())
  const isHidden = (measure: Measure, value: string): boolean =>
    whole.has(value) ||
    hiddenAmong(
      groups.map(([of, given]) => [of, scoresOf(given, measure).length]),
      whole,
    ).has(value)
  return { whole, isHidden }
}

type Told = { readonly sent: number; readonly given: readonly Scores[] }
const figuresFrom = ({ sent, given }: Told, value: string, { whole, isHidden }: ReturnType<typeof hiddenBy>) => {
  const all = (measure: Measure): readonly number[] => (isHidden(measure, value) ? [] : scoresOf(given, measure))
  const [csat, nps, effort, timeliness] = [
    scoresFrom(all('csat'), 4),
    netFrom(all('nps')),
    scoresFrom(all('effort'), 5),
    scoresFrom(all('timeliness'), 4),
  ]
  return {
    value,
    sent,
    ...(!whole.has(value) && { answered: given.length, response: share(shareFrom(given.length, sent)) }),
    ...(csat && { csat }),
    ...(nps && { nps }),
    ...(effort && { effort }),
    dimensions: timeliness ? { timeliness } : {},
  }
}

const facets = ['month', 'team', 'owner', 'agent', 'kind', 'matter', 'tier', 'questionnaire']
const months = ({ span: { first, last } }: Played): string => `from=${first.slice(0, 7)}&to=${last.slice(0, 7)}`

export const resultsShown = async (played: Played): Promise<Check> => {
  const { client, events } = played
  const [plans, scores] = [plansIn(events), scoresIn(events)]
  const sent = events.filter(({ type }) => type === 'survey.sent')
  const faults: string[] = []
  for (const by of facets) {
    const path = `/v1/survey-results?${months(played)}&by=${by}`
    const { groups } = Results.parse(await client.must(founder, { method: 'GET', path }))
    const facetOf = ({ at, subject }: RawEvent) => (by === 'month' ? dayAt(at).slice(0, 7) : (plans.get(subject.id)?.facets[by] ?? ''))
    const asked = [...Map.groupBy(sent, facetOf)].sort(([a], [b]) => (a < b ? -1 : 1))
    const said = asked.map(([value, all]) => [value, all.flatMap(({ subject }) => scores.get(subject.id) ?? [])] as const)
    const hidden = hiddenBy(said)
    const counted = said.map(([value, given], i) => figuresFrom({ sent: asked[i]?.[1].length ?? 0, given }, value, hidden))
    faults.push(...same(`results by ${by}`, groups.map(figuresIn), counted))
  }
  return { name: `survey results by ${facets.length} facets (${sent.length} sent, ${scores.size} answered)`, faults }
}

const Counts = z.record(z.string(), z.int())
const SuggestionFigures = z.looseObject({
  received: z.int(),
  states: Counts,
  closure: z.looseObject({ of: z.int(), count: z.int() }).optional(),
  daysToTold: z.looseObject({ count: z.int(), median: z.number(), longest: z.number() }).optional(),
})
const Identified = z.looseObject({ id: z.string() })
const dayMs = 86_400_000

const middle = (sorted: readonly number[]): number => {
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2
}

/** What became of what customers wrote that they would like: the figures, and the lists behind them. */
export const suggestionsShown = async (played: Played): Promise<Check> => {
  const { client, events } = played
  const steps = Map.groupBy(
    events.filter(({ type }) => type.startsWith('suggestion.')),
    ({ subject }) => subject.id,
  )
  const states = Map.groupBy([...steps], ([, all]) => all.at(-1)?.type.replace('suggestion.', '') ?? '')
  const took = (states.get('told') ?? []).map(([, all]) => ((all.at(-1)?.at ?? 0) - (all[0]?.at ?? 0)) / dayMs).sort((a, b) => a - b)
  const counted = {
    received: steps.size,
    states: Object.fromEntries([...states].sort(([a], [b]) => (a < b ? -1 : 1)).map(([state, all]) => [state, all.length])),
    told: took.length,
    days: [exact(middle(took)), exact(took.at(-1) ?? 0)],
  }
  const path = `/v1/suggestion-results?${months(played)}`
  const figures = SuggestionFigures.parse(await client.must(founder, { method: 'GET', path }))
  const { received, closure, daysToTold } = figures
  const days = [exact(daysToTold?.median ?? 0), exact(daysToTold?.longest ?? 0)]
  const faults = [...same('suggestions', { received, states: figures.states, told: closure?.count ?? 0, days }, counted)]
  for (const [state, all] of states) {
    const shown = (await client.list(founder, `/v1/suggestions?${months(played)}&state=${state}`)).map((row) => Identified.parse(row).id)
    faults.push(...same(`suggestions ${state}`, shown.toSorted(), all.map(([id]) => id).sort()))
  }
  return { name: `what became of ${steps.size} suggestions, and the lists of them`, faults }
}
