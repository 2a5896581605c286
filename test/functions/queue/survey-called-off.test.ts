import * as fc from 'fast-check'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../../../domain/kernel/decider.ts'
import { ContactId, CustomerId, EventId, SurveyId } from '../../../domain/kernel/ids.ts'
import { system } from '../../../domain/kernel/system-actor.ts'
import { type MessageCommand, messages } from '../../../domain/messages/decide.ts'
import { sumOf, type Tally } from '../../../domain/survey-results/tally.ts'
import { withShipped } from '../../../domain/survey-rules/shipped.ts'
import { surveys } from '../../../domain/surveys/decide.ts'
import { lastAskedIn } from '../../../domain/surveys/turn.ts'
import { surveyInvitation } from '../../../domain/templates/shipped/survey-mail.ts'
import { Notice } from '../../../functions/queue/job.ts'
import { surveyDue } from '../../../functions/queue/surveys/survey-due.ts'
import { surveyFollow } from '../../../functions/queue/surveys/survey-follow.ts'
import { surveyTrigger } from '../../../functions/queue/surveys/survey-trigger.ts'
import { surveyUndelivered } from '../../../functions/queue/surveys/survey-undelivered.ts'
import { derivedId } from '../../../functions/runtime/derived-id.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { day, hour, later, planOf } from '../../domain/surveys/survey.ts'
import { glanceOf, putCustomers } from '../../support/customer-items.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'
import { surveyPorts } from '../../support/survey-ports.ts'

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(() => engine?.stop())

const at = (now: Context['now']): Context => ({ now, actor: system, traceId: 'trace-test' })
const [sentAt, reopenedAt] = [later(day), later(day + hour / 2)]

const portsOn = (table: TestTable) => ({ ...surveyPorts(table), later: async () => [], rules: async () => withShipped([]) })
type Ports = ReturnType<typeof portsOn>

let tiers = 0
/** A survey about a ticket whose time has come, of somebody at a customer of a tier of its own. */
const goneOut = async (ports: Ports, contactId = `con_${ulid()}`) => {
  tiers += 1
  const tier = `tier_${tiers}`
  const customer = glanceOf({ tier })
  await putCustomers(engine.table, [customer])
  const [id, ticket] = [SurveyId.parse(`svy_${ulid()}`), `tkt_${ulid()}`]
  const cause = {
    ...planOf().cause,
    type: 'ticket.resolved',
    event: EventId.parse(`evt_${ulid()}`),
    subject: { kind: 'ticket', id: ticket },
  }
  const waits = { quietHours: 24, cancelledBy: ['ticket.reopened', 'ticket.merged'] }
  const whom = { customerId: CustomerId.parse(customer.id), contactId: ContactId.parse(contactId) }
  const plan = planOf({ id, cause, waits, ...whom, around: { tier }, sendAt: sentAt })
  const done = await execute(surveys, ports.surveys, { id, command: { type: 'schedule', plan }, context: at(sentAt) })
  expect(done.ok).toBe(true)
  await surveyDue(ports, id, at(sentAt))
  const notice = Notice.parse({
    id: `evt_${ulid()}`,
    type: 'ticket.reopened',
    schema: 1,
    at: reopenedAt,
    actor: { id: 'usr_li', roles: ['agent'] },
    subject: { kind: 'ticket', id: ticket },
    version: 3,
    about: [customer.id],
    traceId: 'trace-test',
  })
  return { id, tier, contactId, reopened: (now = reopenedAt) => surveyTrigger(ports, notice, at(now)) }
}

const mailOf = (id: string, what: 'invitation' | 'reminder' = 'invitation') => derivedId('message', `survey:${id}:${what}`)
const happensTo = async (ports: Ports, id: string, command: MessageCommand) => {
  const done = await execute(messages, ports.messages, { id, command, context: at(sentAt) })
  expect(done.ok).toBe(true)
}
/** A worker has it in hand to send, or leaves it where it is the middle of the night there. */
const send = (ports: Ports, id: string, { attempt = ulid(), asleep = false } = {}) =>
  happensTo(ports, id, {
    type: 'send',
    attempt,
    template: { version: 1, state: surveyInvitation },
    recipient: {
      customers: [],
      language: undefined,
      zone: 'Asia/Shanghai',
      quietHours: asleep ? { from: '00:00', until: '23:59' } : undefined,
      channels: [],
      ways: [{ channel: 'email', address: 'told-by-this', optOut: false, suppressed: false }],
    },
  })
const tookIt = { kind: 'taken', providerId: 'provider-1' } as const
const reports = (ports: Ports, id: string, attempt: string, outcome: Extract<MessageCommand, { type: 'report' }>['outcome']) =>
  happensTo(ports, id, { type: 'report', attempt, outcome })

const statusOf = async (ports: Ports, id: string) => (await ports.surveys.load(id))?.state?.status
const mailStands = async (ports: Ports, id: string) => (await ports.messages.load(mailOf(id)))?.state?.state
const lastAsked = async ({ surveys: store }: Ports, id: string) => lastAskedIn(await store.turnsOf({ kind: 'contact', id }))
const counted = async (ports: Ports, tier: string): Promise<Tally> =>
  sumOf(
    (await ports.rows.cells(['2026-11', '2026-12'], 'customers')).filter(({ facets }) => facets.tier === tier).map(({ tally }) => tally),
  )

type Gone = Awaited<ReturnType<typeof goneOut>>
const expectCalledOff = async (ports: Ports, { id, tier, contactId }: Gone) => {
  await surveyFollow(ports, id, at(reopenedAt))
  expect(await statusOf(ports, id)).toBe('cancelled')
  expect(await mailStands(ports, id)).toBe('refused')
  expect(await lastAsked(ports, contactId)).toBeUndefined()
  expect(await counted(ports, tier)).toEqual({})
}
const expectAsked = async (ports: Ports, { id, tier, contactId }: Gone) => {
  await surveyFollow(ports, id, at(reopenedAt))
  expect(await statusOf(ports, id)).toBe('sent')
  expect(await lastAsked(ports, contactId)).toBe(sentAt)
  expect(await counted(ports, tier)).toEqual({ sent: 1 })
}

describe('a survey whose mail still waits when it becomes pointless', () => {
  it('at night is called off, asks nobody, counts nowhere, and leaves the turn to the next', async () => {
    const ports = portsOn(engine)
    const gone = await goneOut(ports)
    await surveyFollow(ports, gone.id, at(sentAt))
    await send(ports, mailOf(gone.id), { asleep: true })
    expect(await mailStands(ports, gone.id)).toBe('queued')
    expect(await counted(ports, gone.tier)).toEqual({ sent: 1 })
    await gone.reopened()
    await gone.reopened()
    await expectCalledOff(ports, gone)
    const next = await goneOut(ports, gone.contactId)
    expect(await statusOf(ports, next.id)).toBe('sent')
  })

  it('because no provider took it yet is called off as well', async () => {
    const ports = portsOn(engine)
    const [gone, attempt] = [await goneOut(ports), ulid()]
    await surveyFollow(ports, gone.id, at(sentAt))
    await send(ports, mailOf(gone.id), { attempt })
    await reports(ports, mailOf(gone.id), attempt, { kind: 'busy', spread: 0 })
    await gone.reopened()
    await expectCalledOff(ports, gone)
  })

  it('or was not asked for yet is called off, and whoever asks for the mail behind that finds it taken back', async () => {
    const ports = portsOn(engine)
    const gone = await goneOut(ports)
    await gone.reopened()
    await expectCalledOff(ports, gone)
  })

  it('is called off with its reminder where that waits too', async () => {
    const ports = portsOn(engine)
    const gone = await goneOut(ports)
    await surveyFollow(ports, gone.id, at(sentAt))
    await surveyDue(ports, gone.id, at(later(4 * day)))
    expect(await statusOf(ports, gone.id)).toBe('reminded')
    await gone.reopened(later(4 * day))
    await expectCalledOff(ports, gone)
    expect((await ports.messages.load(mailOf(gone.id, 'reminder')))?.state?.state).toBe('refused')
  })

  it('is called off by the next try where the first died once it had kept the mail back', async () => {
    const ports = portsOn(engine)
    const gone = await goneOut(ports)
    await surveyFollow(ports, gone.id, at(sentAt))
    const dies = async () => {
      throw new Error('the worker dies')
    }
    const dying = { ...ports, surveys: { ...ports.surveys, givingBack: { ...ports.surveys.givingBack, commit: dies } } }
    const notice = Notice.parse({
      id: `evt_${ulid()}`,
      type: 'ticket.merged',
      schema: 1,
      at: reopenedAt,
      actor: { id: 'usr_li', roles: ['agent'] },
      subject: (await ports.surveys.load(gone.id))?.state?.cause.subject,
      version: 3,
      about: [],
      traceId: 'trace-test',
    })
    await expect(surveyTrigger(dying, notice, at(reopenedAt))).rejects.toThrow('the worker dies')
    await surveyUndelivered(ports, mailOf(gone.id), at(reopenedAt))
    expect([await statusOf(ports, gone.id), await mailStands(ports, gone.id)]).toEqual(['sent', 'refused'])
    await surveyTrigger(ports, notice, at(reopenedAt))
    await expectCalledOff(ports, gone)
  })
})

describe('a survey that may have asked somebody', () => {
  it.each([
    ['is with a provider', undefined],
    ['went out', tookIt],
    ['has gone nobody knows where', { kind: 'lost' } as const],
  ])('stays, and so does the turn, where its mail %s', async (_, outcome) => {
    const ports = portsOn(engine)
    const [gone, attempt] = [await goneOut(ports), ulid()]
    await surveyFollow(ports, gone.id, at(sentAt))
    await send(ports, mailOf(gone.id), { attempt })
    if (outcome) await reports(ports, mailOf(gone.id), attempt, outcome)
    await gone.reopened()
    await expectAsked(ports, gone)
  })

  it('is left alone by what happens to other tickets', async () => {
    const ports = portsOn(engine)
    const [gone, other] = [await goneOut(ports), await goneOut(ports)]
    await surveyFollow(ports, gone.id, at(sentAt))
    await other.reopened()
    await expectAsked(ports, gone)
  })
})

/** The queue brings again what failed, until it does not. */
const brought = async (work: () => Promise<void>): Promise<void> => {
  for (let time = 0; time < 20; time += 1) {
    const failed = await work().then(
      () => false,
      () => true,
    )
    if (!failed) return
  }
  throw new Error('it fails however often it is brought')
}

describe('whatever comes twice, late, at once or out of order', () => {
  it('ends with a survey that was called off and a mail that never went out, or with one that asked and a mail that did', async () => {
    const ports = portsOn(engine)
    const steps = ['the survey is followed', 'it is reopened', 'the mail is sent'] as const
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 4 }), { maxLength: 4 }), async (rounds) => {
        const gone = await goneOut(ports)
        const mail = mailOf(gone.id)
        const does: Record<(typeof steps)[number], () => Promise<void>> = {
          'the survey is followed': () => surveyFollow(ports, gone.id, at(reopenedAt)),
          'it is reopened': () => gone.reopened(),
          'the mail is sent': async () => {
            if (!(await ports.messages.load(mail))) return
            const attempt = ulid()
            await send(ports, mail, { attempt })
            await reports(ports, mail, attempt, tookIt)
          },
        }
        for (const round of rounds) await Promise.all(round.map((step) => brought(does[step])))
        for (const step of ['the survey is followed', 'it is reopened', 'the mail is sent'] as const) await brought(does[step])
        if ((await mailStands(ports, gone.id)) === 'sent') await expectAsked(ports, gone)
        else await expectCalledOff(ports, gone)
      }),
      { numRuns: 25 },
    )
  })
})
