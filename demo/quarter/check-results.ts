import * as z from 'zod'
import { type Check, same } from '../rehearsal/check.ts'
import { dayAt } from '../rehearsal/days.ts'
import type { RawEvent } from '../rehearsal/raw.ts'
import { founder } from './found.ts'
import { fewest, hiddenAmong } from './hidden.ts'
import type { Played } from './play.ts'

/** Scores that were given: which question's, and how often each step of its scale was chosen. */
type Spread = Readonly<Record<string, number>>

const Scored = z.looseObject({ count: z.int(), mean: z.number(), spread: z.record(z.string(), z.int()) })
const Net = z.looseObject({ count: z.int(), score: z.number(), promoters: z.int(), passives: z.int(), detractors: z.int() })
const Results = z.looseObject({
  groups: z.array(
    z.looseObject({
      value: z.string(),
      figures: z.looseObject({
        sent: z.int(),
        answered: z.int().optional(),
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
const plain = ({ count, mean, spread }: z.infer<typeof Scored>) => ({ count, mean: exact(mean), spread })
const net = ({ count, score, promoters, passives, detractors }: z.infer<typeof Net>) => ({
  count,
  score: exact(score),
  promoters,
  passives,
  detractors,
})

const figuresIn = ({ value, figures: { sent, answered, csat, nps, effort, dimensions } }: Group) => ({
  value,
  sent,
  ...(answered !== undefined && { answered }),
  ...(csat && { csat: plain(csat) }),
  ...(nps && { nps: net(nps) }),
  ...(effort && { effort: plain(effort) }),
  dimensions: Object.fromEntries(Object.entries(dimensions).map(([side, score]) => [side, plain(score)])),
})

const spreadOf = (given: readonly number[]): Spread => {
  const counts = [...Map.groupBy(given, (score) => score)].sort(([a], [b]) => a - b)
  return Object.fromEntries(counts.map(([score, all]) => [String(score), all.length]))
}
const scoresFrom = (given: readonly number[]) =>
  given.length < fewest
    ? undefined
    : plain({ count: given.length, mean: given.reduce((sum, score) => sum + score, 0) / given.length, spread: spreadOf(given) })

const netFrom = (given: readonly number[]) => {
  const [promoters, detractors] = [given.filter((score) => score > 8).length, given.filter((score) => score < 7).length]
  const count = given.length
  const score = ((promoters - detractors) / count) * 100
  return count < fewest ? undefined : net({ count, score, promoters, detractors, passives: count - promoters - detractors })
}

const Answered = z.looseObject({
  scores: z.looseObject({
    csat: z.int().optional(),
    nps: z.int().optional(),
    effort: z.int().optional(),
    dimensions: z.record(z.string(), z.int()).default({}),
  }),
})
type Scores = z.infer<typeof Answered>['scores']

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
    scoresFrom(all('csat')),
    netFrom(all('nps')),
    scoresFrom(all('effort')),
    scoresFrom(all('timeliness')),
  ]
  return {
    value,
    sent,
    ...(!whole.has(value) && { answered: given.length }),
    ...(csat && { csat }),
    ...(nps && { nps }),
    ...(effort && { effort }),
    dimensions: timeliness ? { timeliness } : {},
  }
}

const Planned = z.looseObject({
  plan: z.looseObject({
    cause: z.looseObject({ type: z.string(), matter: z.string().optional(), agent: z.string().optional() }),
    around: z.record(z.string(), z.string()),
    questionnaire: z.looseObject({ id: z.string() }),
  }),
})

/** What each survey counts under, from how it was planned. */
const facetsFrom = (events: readonly RawEvent[]): ReadonlyMap<string, Readonly<Record<string, string | undefined>>> =>
  new Map(
    events
      .filter(({ type }) => type === 'survey.scheduled')
      .map(({ subject, data }) => {
        const { cause, around, questionnaire } = Planned.parse(data).plan
        const { type: kind, matter = kind, agent } = cause
        return [subject.id, { ...around, kind, matter, agent, questionnaire: questionnaire.id }]
      }),
  )

const facets = ['month', 'team', 'owner', 'agent', 'kind', 'matter', 'tier', 'questionnaire']
const months = ({ span: { first, last } }: Played): string => `from=${first.slice(0, 7)}&to=${last.slice(0, 7)}`

export const resultsShown = async (played: Played): Promise<Check> => {
  const { client, events } = played
  const planned = facetsFrom(events)
  const scores = new Map(
    events.filter(({ type }) => type === 'survey.answered').map(({ subject, data }) => [subject.id, Answered.parse(data).scores]),
  )
  const sent = events.filter(({ type }) => type === 'survey.sent')
  const faults: string[] = []
  for (const by of facets) {
    const path = `/v1/survey-results?${months(played)}&by=${by}`
    const { groups } = Results.parse(await client.must(founder, { method: 'GET', path }))
    const facetOf = ({ at, subject }: RawEvent) => (by === 'month' ? dayAt(at).slice(0, 7) : (planned.get(subject.id)?.[by] ?? ''))
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
