import * as fc from 'fast-check'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerKey } from '../../../adapters/dynamo/customers/keys.ts'
import { claimKey } from '../../../adapters/dynamo/records/keys.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { ContactId, CustomerId, EventId, SurveyId } from '../../../domain/kernel/ids.ts'
import { system } from '../../../domain/kernel/system-actor.ts'
import { type MessageCommand, messages } from '../../../domain/messages/decide.ts'
import { sumOf, type Tally } from '../../../domain/survey-results/tally.ts'
import { surveys } from '../../../domain/surveys/decide.ts'
import type { SurveyPlan } from '../../../domain/surveys/survey.ts'
import { lastAskedIn } from '../../../domain/surveys/turn.ts'
import { surveyInvitation } from '../../../domain/templates/shipped/survey-mail.ts'
import { surveyDue } from '../../../functions/queue/surveys/survey-due.ts'
import { surveyFollow } from '../../../functions/queue/surveys/survey-follow.ts'
import { surveyUndelivered } from '../../../functions/queue/surveys/survey-undelivered.ts'
import { derivedId } from '../../../functions/runtime/derived-id.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { day, later, planOf, service } from '../../domain/surveys/survey.ts'
import { glanceOf, putCustomers } from '../../support/customer-items.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'
import { surveyPorts } from '../../support/survey-ports.ts'

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(() => engine?.stop())

const at = (now: Context['now']): Context => ({ now, actor: system, traceId: 'trace-test' })
const [sentAt, remindedAt] = [later(day), later(4 * day)]

const portsOn = (table: TestTable) => ({ ...surveyPorts(table), later: async () => [] })
type Ports = ReturnType<typeof portsOn>

/** A survey of a contact that has gone out, so far as it itself knows. */
const goneOut = async (ports: Ports, { contactId, tier, on = sentAt }: { contactId: string; tier: string; on?: Context['now'] }) => {
  const customer = glanceOf({ tier })
  await putCustomers(engine.table, [customer])
  const id = SurveyId.parse(`svy_${ulid()}`)
  const cause = { ...planOf().cause, event: EventId.parse(`evt_${ulid()}`) }
  const [customerId, asked] = [CustomerId.parse(customer.id), ContactId.parse(contactId)]
  const plan = planOf({ id, cause, customerId, contactId: asked, around: { tier }, sendAt: on })
  const done = await execute(surveys, ports.surveys, { id, command: { type: 'schedule', plan }, context: at(on) })
  expect(done.ok).toBe(true)
  await surveyDue(ports, id, at(on))
  return id
}

const mailOf = (id: string, what: 'invitation' | 'reminder') => derivedId('message', `survey:${id}:${what}`)
const happensTo = async (ports: Ports, id: string, command: MessageCommand) => {
  const done = await execute(messages, ports.messages, { id, command, context: at(later(5 * day)) })
  expect(done.ok).toBe(true)
}
/** Nobody is there to send it to any more. */
const refuse = (ports: Ports, id: string) =>
  happensTo(ports, id, {
    type: 'send',
    attempt: ulid(),
    template: { version: 1, state: surveyInvitation },
    recipient: undefined,
  })

const lastAsked = async ({ surveys: store }: Ports, id: string) => lastAskedIn(await store.turnsOf({ kind: 'contact', id }))
const statusOf = async (ports: Ports, id: string) => (await ports.surveys.load(id))?.state?.status
/** How many of a tier count as asked, and as having answered. */
const counted = async (ports: Ports, tier: string): Promise<Tally> =>
  sumOf(
    (await ports.rows.cells(['2026-11', '2026-12'], 'customers')).filter(({ facets }) => facets.tier === tier).map(({ tally }) => tally),
  )

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

const person = () => `con_${ulid()}`
let tiers = 0
const anyTier = () => {
  tiers += 1
  return `tier_${tiers}`
}

describe('a survey whose invitation reaches nobody', () => {
  it('is undeliverable for that reason, gives the turn back, counts nowhere, and is not reminded of', async () => {
    const ports = portsOn(engine)
    const [contactId, tier] = [person(), anyTier()]
    const id = await goneOut(ports, { contactId, tier })
    await surveyFollow(ports, id, at(sentAt))
    expect(await counted(ports, tier)).toEqual({ sent: 1 })
    expect(await lastAsked(ports, contactId)).toBe(sentAt)
    await refuse(ports, mailOf(id, 'invitation'))
    await surveyUndelivered(ports, mailOf(id, 'invitation'), at(sentAt))
    await surveyFollow(ports, id, at(sentAt))
    expect((await ports.surveys.load(id))?.state).toMatchObject({ status: 'undeliverable', reason: 'recipient_gone' })
    expect(await lastAsked(ports, contactId)).toBeUndefined()
    expect(await counted(ports, tier)).toEqual({})
    await surveyDue(ports, id, at(remindedAt))
    await surveyFollow(ports, id, at(remindedAt))
    expect(await ports.messages.load(mailOf(id, 'reminder'))).toBeUndefined()
    const next = await goneOut(ports, { contactId, tier, on: later(2 * day) })
    expect(await statusOf(ports, next)).toBe('sent')
  })

  it('counts again once somebody asks on the phone', async () => {
    const ports = portsOn(engine)
    const [contactId, tier] = [person(), anyTier()]
    const id = await goneOut(ports, { contactId, tier })
    await surveyFollow(ports, id, at(sentAt))
    await refuse(ports, mailOf(id, 'invitation'))
    await surveyUndelivered(ports, mailOf(id, 'invitation'), at(sentAt))
    await surveyFollow(ports, id, at(sentAt))
    const answer = { type: 'answer', answers: { overall: 5 }, mode: 'phone', questionnaire: service } as const
    const done = await execute(surveys, ports.surveys.asking([{ id: contactId, askedAt: undefined }]), {
      id,
      command: answer,
      context: at(remindedAt),
    })
    expect(done.ok).toBe(true)
    await surveyFollow(ports, id, at(remindedAt))
    expect(await counted(ports, tier)).toMatchObject({ sent: 1, answered: 1 })
    expect(await lastAsked(ports, contactId)).toBe(remindedAt)
  })

  it('leaves the turn alone that another survey has taken since', async () => {
    const ports = portsOn(engine)
    const contactId = person()
    const old = await goneOut(ports, { contactId, tier: anyTier() })
    await surveyFollow(ports, old, at(sentAt))
    const next = await goneOut(ports, { contactId, tier: anyTier(), on: later(40 * day) })
    expect(await statusOf(ports, next)).toBe('sent')
    await refuse(ports, mailOf(old, 'invitation'))
    await surveyUndelivered(ports, mailOf(old, 'invitation'), at(later(40 * day)))
    expect(await statusOf(ports, old)).toBe('undeliverable')
    expect(await lastAsked(ports, contactId)).toBe(later(40 * day))
  })
})

describe('an individual who is a contact as well', () => {
  it('has one turn, which is taken and given back under both names', async () => {
    const ports = portsOn(engine)
    const [contactId, index] = [person(), ulid()]
    const customer = glanceOf({ kind: 'individual' })
    const indexes = { '/emails/0/address': ['email', index] }
    const { table } = engine
    await table.transact([
      table.put({ ...customerKey(customer.id), state: { country: 'CN' }, summary: customer, indexes }),
      table.put({ ...claimKey('contact', 'email', index), heldBy: contactId }),
    ])
    const scheduled = async (asked: Partial<SurveyPlan>) => {
      const id = SurveyId.parse(`svy_${ulid()}`)
      const cause = { ...planOf().cause, event: EventId.parse(`evt_${ulid()}`) }
      const plan = planOf({ id, cause, customerId: CustomerId.parse(customer.id), contactId: undefined, ...asked, sendAt: sentAt })
      await execute(surveys, ports.surveys, { id, command: { type: 'schedule', plan }, context: at(sentAt) })
      return id
    }
    const [asThemselves, asContact] = [await scheduled({ asksCustomer: true }), await scheduled({ contactId: ContactId.parse(contactId) })]
    await Promise.all([asThemselves, asContact].map((id) => brought(() => surveyDue(ports, id, at(sentAt)))))
    expect([await statusOf(ports, asThemselves), await statusOf(ports, asContact)].sort()).toEqual(['sent', 'suppressed'])
    expect(await lastAsked(ports, contactId)).toBe(sentAt)

    const again = await scheduled({ asksCustomer: true })
    await surveyDue(ports, again, at(later(40 * day)))
    expect(await ports.surveys.turnsOf({ kind: 'customer', id: customer.id })).toEqual(
      [customer.id, contactId].map((id) => ({ id, askedAt: later(40 * day) })),
    )
    const back = { type: 'come back', reason: 'suppressed' } as const
    await execute(surveys, ports.surveys.givingBack, { id: again, command: back, context: at(later(40 * day)) })
    expect(await ports.surveys.turnsOf({ kind: 'customer', id: customer.id })).toEqual(
      [customer.id, contactId].map((id) => ({ id, askedAt: undefined })),
    )
  })
})

describe('a mail that reaches nobody', () => {
  it('changes nothing where the other of the two did, and says that nobody was asked where neither has', async () => {
    const ports = portsOn(engine)
    const id = await goneOut(ports, { contactId: person(), tier: anyTier() })
    await surveyFollow(ports, id, at(sentAt))
    await surveyDue(ports, id, at(remindedAt))
    await surveyFollow(ports, id, at(remindedAt))
    await refuse(ports, mailOf(id, 'reminder'))
    await surveyUndelivered(ports, mailOf(id, 'reminder'), at(remindedAt))
    expect(await statusOf(ports, id)).toBe('reminded')
    await refuse(ports, mailOf(id, 'invitation'))
    await surveyUndelivered(ports, mailOf(id, 'invitation'), at(remindedAt))
    expect(await statusOf(ports, id)).toBe('undeliverable')
  })

  it('because the survey took it back, or that asks nobody anything, is none of its business', async () => {
    const ports = portsOn(engine)
    const id = await goneOut(ports, { contactId: person(), tier: anyTier() })
    await surveyFollow(ports, id, at(sentAt))
    await happensTo(ports, mailOf(id, 'invitation'), { type: 'cancel' })
    await surveyUndelivered(ports, mailOf(id, 'invitation'), at(sentAt))
    await surveyUndelivered(ports, derivedId('message', 'visit:vst_1:notice'), at(sentAt))
    expect(await statusOf(ports, id)).toBe('sent')
  })
})

describe('whatever comes twice, late, at once or out of order', () => {
  it('ends with a survey that asked nobody and counts nowhere, and a turn that is free', async () => {
    const ports = portsOn(engine)
    const steps = ['sent is followed', 'refused is heard', 'it falls due', 'the mail is refused'] as const
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 4 }), { maxLength: 4 }), async (rounds) => {
        const [contactId, tier] = [person(), anyTier()]
        const id = await goneOut(ports, { contactId, tier })
        const mail = mailOf(id, 'invitation')
        const does: Record<(typeof steps)[number], () => Promise<void>> = {
          'sent is followed': () => surveyFollow(ports, id, at(sentAt)),
          'refused is heard': () => surveyUndelivered(ports, mail, at(sentAt)),
          'it falls due': () => surveyDue(ports, id, at(later(2 * day))),
          'the mail is refused': async () => {
            if (await ports.messages.load(mail)) await refuse(ports, mail)
          },
        }
        for (const round of rounds) await Promise.all(round.map((step) => brought(does[step])))
        // In the end each comes once more.
        for (const step of ['sent is followed', 'the mail is refused', 'refused is heard', 'sent is followed'] as const)
          await brought(does[step])
        expect(await statusOf(ports, id)).toBe('undeliverable')
        expect(await lastAsked(ports, contactId)).toBeUndefined()
        expect(await counted(ports, tier)).toEqual({})
        expect(await ports.messages.load(mailOf(id, 'reminder'))).toBeUndefined()
      }),
      { numRuns: 25 },
    )
  })
})
