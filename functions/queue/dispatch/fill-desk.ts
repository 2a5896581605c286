import { desks as rules } from '../../../domain/dispatch/decide.ts'
import type { Desk } from '../../../domain/dispatch/desk.ts'
import { onShift } from '../../../domain/dispatch/shift.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { takeNext } from '../../desk/take-next.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { execute } from '../../runtime/execute.ts'
import { attendQueue } from './attend-queue.ts'
import type { DispatchPorts } from './dispatch-ports.ts'

const deskOf = async ({ desks }: DispatchPorts, user: string): Promise<Desk | undefined> =>
  (await desks.load(derivedId('desk', user)))?.state

/** "Who frees up takes the oldest that waits", and goes on until their hands are full or nothing waits for them. */
export const fillDesk =
  (ports: DispatchPorts) =>
  async (user: string, context: Context): Promise<void> => {
    const desk = await deskOf(ports, user)
    if (!desk || desk.settings.taking === 'pulled' || !onShift(desk, context.now)) return
    for (let given = 0; given < desk.settings.limit; given += 1) {
      const next = await takeNext(ports, { desk, how: 'dispatched' }, context)
      if (next && !next.got && next.because === 'contended') throw new Failure(`what waits for ${user} keeps changing`)
      if (!next?.got) return
    }
  }

/** Somebody came, left, or takes other tickets than before: they are given what waits, and the queues of their teams are looked at. */
export const deskTurned =
  (ports: DispatchPorts) =>
  async (deskId: string, context: Context): Promise<void> => {
    const desk = (await ports.desks.load(deskId))?.state
    if (!desk) return
    await fillDesk(ports)(desk.user, context)
    for (const team of [...desk.settings.teams, undefined]) await attendQueue(ports, team, context)
  }

/** A shift begins or ends. What follows from that follows from its event. */
export const deskDue =
  ({ desks }: DispatchPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const done = await execute(rules, desks, { id, command: { type: 'turn' }, context })
    if (!done.ok) throw new Failure(`the desk ${id} could not be turned: ${done.error.code}`)
  }
