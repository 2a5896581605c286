import * as fc from 'fast-check'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { reminderStore } from '../../../adapters/dynamo/reminders/reminder-store.ts'
import { readRecovery } from '../../../adapters/dynamo/surveys/survey-recoveries.ts'
import { ticketKey } from '../../../adapters/dynamo/tickets/keys.ts'
import { SurveyId } from '../../../domain/kernel/ids.ts'
import { system } from '../../../domain/kernel/system-actor.ts'
import { type Answered, Survey } from '../../../domain/surveys/survey.ts'
import { causeOf, recoveryTicketOf } from '../../../functions/queue/surveys/survey-causes.ts'
import { recover, recoveryMoved } from '../../../functions/queue/surveys/survey-recovery.ts'
import { derivedId } from '../../../functions/runtime/derived-id.ts'
import { day, later, planOf } from '../../domain/surveys/survey.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(() => engine?.stop())

const context = { now: later(2 * day), actor: system, traceId: 'trace-test' }
const portsOn = ({ table }: TestTable) => ({
  glances: customerGlances(table),
  reminders: reminderStore(table),
  recovery: readRecovery(table),
})

const dissatisfied = (): Answered => {
  const { sendAt: _sendAt, ...plan } = planOf({ id: SurveyId.parse(`svy_${ulid()}`) })
  const survey = Survey.parse({
    ...plan,
    status: 'answered',
    sentAt: later(day),
    expiresAt: later(15 * day),
    answers: { overall: 1 },
    scores: { csat: 1, dimensions: {} },
    mode: 'online',
    firstAt: later(2 * day),
    lastAt: later(2 * day),
  })
  if (survey.status !== 'answered') throw new Error('it is answered')
  return survey
}

/** The ticket as it stands in the table. */
const ticketIs = async (id: string, state: object): Promise<void> => {
  const done = await engine.table.transact([
    engine.table.put({ ...ticketKey(id), entity: 'ticket', state: { id, status: 'new', ...state } }),
  ])
  expect(done.ok).toBe(true)
}
const noticeOf = (id: string, type: string) => ({ type, subject: { kind: 'ticket', id } })
const reminderOf = async (survey: Answered) =>
  (await portsOn(engine).reminders.load(derivedId('reminder', causeOf(survey, 'recovery'))))?.state

describe('whoever looks after a dissatisfied customer', () => {
  it('has an hour to see that somebody takes the ticket, and is rid of it once somebody has', async () => {
    const [ports, survey] = [portsOn(engine), dissatisfied()]
    const ticket = recoveryTicketOf(survey)
    await recover(ports, survey, context)
    expect(await reminderOf(survey)).toMatchObject({ status: 'waiting', owner: 'usr_desk', dueAt: later(2 * day + 3_600_000) })
    await ticketIs(ticket, { survey: survey.id, team: 'customer_service' })
    await recoveryMoved(ports, noticeOf(ticket, 'ticket.assigned'), context)
    expect(await reminderOf(survey)).toMatchObject({ status: 'waiting' })
    await ticketIs(ticket, { survey: survey.id, status: 'open', assignee: 'usr_li' })
    await recoveryMoved(ports, noticeOf(ticket, 'ticket.noted'), context)
    expect(await reminderOf(survey)).toMatchObject({ status: 'waiting' })
    await recoveryMoved(ports, noticeOf(ticket, 'ticket.assigned'), context)
    expect(await reminderOf(survey)).toMatchObject({ status: 'done' })
  })

  it.each(['resolved', 'closed'])('is rid of it also where the ticket was %s without anybody having had it', async (status) => {
    const [ports, survey] = [portsOn(engine), dissatisfied()]
    await recover(ports, survey, context)
    await ticketIs(recoveryTicketOf(survey), { survey: survey.id, status })
    await recoveryMoved(ports, noticeOf(recoveryTicketOf(survey), `ticket.${status}`), context)
    expect(await reminderOf(survey)).toMatchObject({ status: 'done' })
  })

  it('keeps it whatever becomes of other tickets', async () => {
    const [ports, survey] = [portsOn(engine), dissatisfied()]
    await recover(ports, survey, context)
    const other = `tkt_${ulid()}`
    await ticketIs(other, { assignee: 'usr_li', continues: recoveryTicketOf(survey) })
    await recoveryMoved(ports, noticeOf(other, 'ticket.assigned'), context)
    expect(await reminderOf(survey)).toMatchObject({ status: 'waiting' })
  })

  it('is not left with it whichever comes first, twice or at once: the answer, or that somebody has the ticket', async () => {
    const ports = portsOn(engine)
    const steps = ['the answer is followed', 'the ticket is taken'] as const
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...steps, ...steps], { minLength: 4 }), fc.boolean(), async (order, together) => {
        const survey = dissatisfied()
        const ticket = recoveryTicketOf(survey)
        const does: Record<(typeof steps)[number], () => Promise<void>> = {
          'the answer is followed': () => recover(ports, survey, context),
          'the ticket is taken': async () => {
            await ticketIs(ticket, { survey: survey.id, assignee: 'usr_li' })
            await recoveryMoved(ports, noticeOf(ticket, 'ticket.assigned'), context)
          },
        }
        if (together) await Promise.all(order.map((step) => does[step]()))
        else for (const step of order) await does[step]()
        expect(await reminderOf(survey)).toMatchObject({ status: 'done' })
      }),
      { numRuns: 20 },
    )
  })
})
