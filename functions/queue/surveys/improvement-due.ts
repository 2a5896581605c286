import * as z from 'zod'
import { improvements } from '../../../domain/improvements/decide.ts'
import { type Effect, effectOf, spansAround } from '../../../domain/improvements/effect.ts'
import type { Improvement } from '../../../domain/improvements/improvement.ts'
import type { ImprovementStore } from '../../../domain/improvements/ports.ts'
import { isRowOf } from '../../../domain/improvements/slice.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import type { Due } from '../../../domain/kernel/due.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { SurveyRows, TallyPage } from '../../../domain/survey-results/ports.ts'
import { monthsFrom } from '../../../domain/survey-results/row.ts'
import { sumOf } from '../../../domain/survey-results/tally.ts'
import { effectBySums } from '../../improvements/effect-around.ts'
import { execute } from '../../runtime/execute.ts'

export type ImprovementDuePorts = {
  readonly improvements: ImprovementStore
  readonly rows: Pick<SurveyRows, 'cells'> & { readonly page: TallyPage }
  /** Puts work into the queue of this very job. */
  readonly hand: (work: Due) => Promise<void>
}

type Done = Extract<Improvement, { status: 'done' }>

/** How far the rows on either side are counted: in the months of both, one behind the other, it goes on at `month`, from `place` on. */
const Counting = z.strictObject({
  improvementId: z.string(),
  month: z.int().min(0),
  place: z.string().optional(),
  before: z.record(z.string(), z.number()),
  after: z.record(z.string(), z.number()),
})
type Counting = z.infer<typeof Counting>

/** So many pages of a megabyte are counted for one message: a second's work, of which ten fit into the time of a batch. */
const pagesAtOnce = 3

const conclude = async ({ improvements: store }: ImprovementDuePorts, id: string, context: Context, effect?: Effect): Promise<void> => {
  const command = effect ? ({ type: 'measure', effect } as const) : ({ type: 'fall due' } as const)
  const done = await execute(improvements, store, { id, command, context })
  if (!done.ok) throw new Failure(`the improvement ${id} could not fall due: ${done.error.code}`)
}

const sidesOf = ({ done, months }: Done) => {
  const spans = spansAround(done.on, months)
  const [before, after] = [spans.before, spans.after].map(({ from, to }) => monthsFrom(from, to) ?? [])
  return { spans, before: before ?? [], months: [...(before ?? []), ...(after ?? [])] }
}

/** Counts one page, and says where it goes on; `month` is beyond the last one when there is no more. */
const countPage = async ({ rows }: ImprovementDuePorts, { slice, ...state }: Done, counting: Counting): Promise<Counting> => {
  const { before, months } = sidesOf({ slice, ...state })
  const month = months[counting.month]
  if (month === undefined) return counting
  const { place: from, ...counted } = counting
  const { tally, place } = await rows.page({ month, team: slice.team }, { wanted: (row) => isRowOf(slice, row), place: from })
  const side = counting.month < before.length ? 'before' : 'after'
  const summed = { ...counted, [side]: sumOf([counting[side], tally]) }
  return place === undefined ? { ...summed, month: counting.month + 1 } : { ...summed, place }
}

const goOn = async (ports: ImprovementDuePorts, state: Done, { from, context }: { from: Counting; context: Context }): Promise<void> => {
  const { spans, months } = sidesOf(state)
  let counting = from
  for (let pages = 0; pages < pagesAtOnce && counting.month < months.length; pages += 1) counting = await countPage(ports, state, counting)
  if (counting.month >= months.length) await conclude(ports, state.id, context, effectOf(state.expected, spans, counting))
  else await ports.hand({ kind: 'improvement_count', id: JSON.stringify(counting), at: context.now })
}

const toMeasure = async ({ improvements: store }: ImprovementDuePorts, id: string, { now }: Context): Promise<Done | undefined> => {
  const state = (await store.load(id))?.state
  return state?.status === 'done' && state.measuresAt <= now ? state : undefined
}

/**
 * An improvement falls due: its owner is told that it is late, or what came of it is measured, by what stands there now. Where no
 * sums tell its answers apart they are counted page by page, however many messages that takes.
 */
export const improvementDue = async (ports: ImprovementDuePorts, id: string, context: Context): Promise<void> => {
  const state = await toMeasure(ports, id, context)
  if (!state) return conclude(ports, id, context)
  const effect = await effectBySums(ports.rows, state, state.done.on)
  if (effect) return conclude(ports, id, context, effect)
  return goOn(ports, state, { from: { improvementId: id, month: 0, before: {}, after: {} }, context })
}

/** The rest of a count. A worker that dies counts its pages again from where they began; what is measured already is left as it is. */
export const countOn = async (ports: ImprovementDuePorts, id: string, context: Context): Promise<void> => {
  const from = Counting.parse(JSON.parse(id))
  const state = await toMeasure(ports, from.improvementId, context)
  if (state) await goOn(ports, state, { from, context })
}
