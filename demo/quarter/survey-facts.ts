import * as z from 'zod'
import type { RawEvent } from '../rehearsal/raw.ts'

const Planned = z.looseObject({
  plan: z.looseObject({
    cause: z.looseObject({ type: z.string(), matter: z.string().optional(), agent: z.string().optional() }),
    around: z.record(z.string(), z.string()),
    questionnaire: z.looseObject({ id: z.string() }),
    drivers: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  }),
})

/** What each survey counts under, from how it was planned, and what goes with it. */
export const plansIn = (events: readonly RawEvent[]) =>
  new Map(
    events
      .filter(({ type }) => type === 'survey.scheduled')
      .map(({ subject, data }) => {
        const { cause, around, questionnaire, drivers } = Planned.parse(data).plan
        const { type: kind, matter = kind, agent } = cause
        const facets: Readonly<Record<string, string | undefined>> = { ...around, kind, matter, agent, questionnaire: questionnaire.id }
        return [subject.id, { facets, drivers }] as const
      }),
  )

const Answered = z.looseObject({
  scores: z.looseObject({
    csat: z.int().optional(),
    nps: z.int().optional(),
    effort: z.int().optional(),
    dimensions: z.record(z.string(), z.int()).default({}),
  }),
})
export type Scores = z.infer<typeof Answered>['scores']

/** What was answered last to each survey. */
export const scoresIn = (events: readonly RawEvent[]): ReadonlyMap<string, Scores> =>
  new Map(events.filter(({ type }) => type === 'survey.answered').map(({ subject, data }) => [subject.id, Answered.parse(data).scores]))
