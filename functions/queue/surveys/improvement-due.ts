import { improvements } from '../../../domain/improvements/decide.ts'
import type { ImprovementStore } from '../../../domain/improvements/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { type CountedRows, effectAround } from '../../improvements/effect-around.ts'
import { execute } from '../../runtime/execute.ts'

export type ImprovementDuePorts = { readonly improvements: ImprovementStore; readonly rows: CountedRows }

/** The clock asks for a figure whatever it takes: nobody waits for the answer. */
const most = Number.POSITIVE_INFINITY

/** An improvement falls due: its owner is told that it is late, or what came of it is measured, by what stands there now. */
export const improvementDue = async ({ improvements: store, rows }: ImprovementDuePorts, id: string, context: Context): Promise<void> => {
  const state = (await store.load(id))?.state
  const effect = state?.status === 'done' ? await effectAround(rows, state, { doneOn: state.done.on, most }) : undefined
  const command = effect ? ({ type: 'measure', effect } as const) : ({ type: 'fall due' } as const)
  const done = await execute(improvements, store, { id, command, context })
  if (!done.ok) throw new Error(`the improvement ${id} could not fall due: ${done.error.code}`)
}
