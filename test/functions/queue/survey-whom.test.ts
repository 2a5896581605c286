import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { affiliationKey, contactKey } from '../../../adapters/dynamo/contacts/keys.ts'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { customerKey } from '../../../adapters/dynamo/customers/keys.ts'
import { allLists } from '../../../adapters/dynamo/lists/list-store.ts'
import { messageStore } from '../../../adapters/dynamo/messages/message-store.ts'
import { questionnaireStore, readEdition } from '../../../adapters/dynamo/surveys/questionnaire-store.ts'
import { waitingSurveys } from '../../../adapters/dynamo/surveys/survey-queries.ts'
import { surveyRespondents } from '../../../adapters/dynamo/surveys/survey-respondents.ts'
import { askingStore } from '../../../adapters/dynamo/surveys/survey-store.ts'
import { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import { system } from '../../../domain/kernel/system-actor.ts'
import { SurveyRule } from '../../../domain/survey-rules/rule.ts'
import { Notice } from '../../../functions/queue/job.ts'
import { surveyTrigger } from '../../../functions/queue/surveys/survey-trigger.ts'
import { derivedId } from '../../../functions/runtime/derived-id.ts'
import { start } from '../../domain/surveys/survey.ts'
import { glanceOf } from '../../support/customer-items.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(() => engine?.stop())

type Entry = { readonly optOut?: boolean }
/** What stands in the open of how somebody is reached. */
type Reached = { readonly emails: readonly Entry[]; readonly phones: readonly Entry[] }
const mailbox: Reached = { emails: [{}], phones: [] }
const both: Reached = { emails: [{}], phones: [{}] }
const telephone: Reached = { emails: [], phones: [{}] }
const wantsNone: Reached = { emails: [{ optOut: true }], phones: [{}] }
const nothing: Reached = { emails: [], phones: [] }

type Person = { readonly since: string; readonly reached: Reached; readonly role?: string }

const standsAt = async (customerId: string, { since, reached, role = 'other' }: Person): Promise<string> => {
  const [{ table }, contactId] = [engine, `con_${ulid()}`]
  const email = reached.emails.length > 0 ? { email: '***' } : {}
  await table.transact([
    table.put({ ...contactKey(contactId), entity: 'contact', state: reached }),
    table.put({ ...affiliationKey(customerId, contactId, true), entity: 'affiliation', contactId, role, since, ...email }),
  ])
  return contactId
}

type Customer = {
  readonly kind?: 'company' | 'individual'
  readonly reached?: Reached
  readonly people?: readonly Person[]
  readonly names?: boolean
}

/** Whom the survey of an event asks; where the event names somebody, it is the last of the people. */
const asks = async ({ kind = 'company', reached = nothing, people = [], names = false }: Customer) => {
  const { table } = engine
  const { country, ...summary } = glanceOf({ kind })
  await table.transact([table.put({ ...customerKey(summary.id), entity: 'customer', version: 1, state: { country, ...reached }, summary })])
  const ids = await Promise.all(people.map((person) => standsAt(summary.id, person)))
  const event = EventEnvelope.parse({
    id: `evt_${ulid()}`,
    type: 'visit.held',
    schema: 1,
    at: start,
    actor: { id: 'usr_li', roles: ['agent'] },
    subject: { kind: 'visit', id: `vst_${ulid()}` },
    version: 1,
    about: [summary.id],
    traceId: 'trace-test',
    data: { type: 'visit.held', form: { with: names ? ids.slice(-1) : [] } },
  })
  const rule = SurveyRule.parse({
    id: 'v',
    name: 'V',
    eventType: 'visit.held',
    questionnaire: 'service',
    caretaker: 'usr_desk',
    role: 'buyer',
  })
  const surveys = askingStore(table)
  const ports = {
    surveys,
    rules: async () => [{ state: rule, version: 1 }],
    event: async () => event,
    glances: customerGlances(table),
    lists: allLists(table),
    respondents: surveyRespondents(table),
    questionnaires: questionnaireStore(table),
    edition: readEdition(table),
    waitingFor: waitingSurveys(table),
    messages: messageStore(table),
  }
  await surveyTrigger(ports, Notice.parse(Notice.strip().parse(event)), { now: start, actor: system, traceId: 'trace-test' })
  const survey = (await surveys.load(derivedId('survey', event.id)))?.state
  if (!survey) throw new Error('it is planned')
  if (survey.asksCustomer) return 'themselves'
  return survey.contactId === undefined ? 'nobody' : ids.indexOf(survey.contactId)
}

const [oldest, newer, newest] = ['2019-01-01', '2021-01-01', '2023-01-01'] as const

describe('where the event names nobody, a survey asks', () => {
  it('of the people of a firm whoever can be mailed and wishes it, the longest there first', async () => {
    const [first, second, third] = [oldest, newer, newest].map((since) => ({ since, reached: both }))
    expect(await asks({ people: [second, first, third].flatMap((person) => person ?? []) })).toBe(1)
    expect(
      await asks({
        people: [
          { since: oldest, reached: telephone },
          { since: newest, reached: mailbox },
          { since: newer, reached: mailbox },
        ],
      }),
    ).toBe(2)
    expect(
      await asks({
        people: [
          { since: oldest, reached: wantsNone },
          { since: newer, reached: mailbox },
        ],
      }),
    ).toBe(1)
  })

  it('those of the role first, and somebody else where none of them can be mailed', async () => {
    const other = { since: oldest, reached: mailbox }
    expect(await asks({ people: [other, { since: newest, reached: mailbox, role: 'buyer' }] })).toBe(1)
    expect(await asks({ people: [other, { since: newest, reached: telephone, role: 'buyer' }] })).toBe(0)
  })

  it('an individual themselves, or through their contacts where they have no mailbox of their own', async () => {
    const contact = { since: oldest, reached: mailbox }
    expect(await asks({ kind: 'individual', reached: both, people: [contact] })).toBe('themselves')
    for (const reached of [telephone, wantsNone, nothing]) expect(await asks({ kind: 'individual', reached, people: [contact] })).toBe(0)
  })

  it('whom a colleague can call, where nobody can be mailed', async () => {
    const contact = { since: oldest, reached: telephone }
    expect(await asks({ people: [{ since: newer, reached: wantsNone }, contact] })).toBe(1)
    expect(await asks({ kind: 'individual', reached: telephone, people: [contact] })).toBe('themselves')
    expect(await asks({ kind: 'individual', reached: nothing, people: [contact] })).toBe(0)
    expect(await asks({ kind: 'individual', reached: nothing })).toBe('nobody')
    expect(await asks({})).toBe('nobody')
  })
})

it('whom the event names is asked, however they are reached', async () => {
  const people = [
    { since: oldest, reached: mailbox },
    { since: newest, reached: telephone },
  ]
  expect(await asks({ people, names: true })).toBe(1)
})
