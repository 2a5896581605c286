import { batchOf, type Committed, noticeOf } from './aftermath.ts'
import { aMail, aMessage, anAnswer, anEnd } from './desk-jobs.ts'
import { madeUpCompany, madeUpEmail } from './made-up.ts'
import type { Asked, Cost, Meter } from './metered.ts'

type Jobs = Readonly<Record<string, () => Promise<Cost>>>
const customers = 'POST /v1/customers'
const company = () => ({ body: madeUpCompany({ tier: 'vip', owner: 'usr_li' }) })

/** Asks for something and hands the job the first event that this leaves. */
const about = (meter: Meter, route: string, prepare: () => Asked | Promise<Asked>) => async (): Promise<Committed> => {
  const [first] = await meter.happening(route, await prepare())
  if (!first) throw new Error(`${route} left no event`)
  return first
}

const aLetter = async ({ ask }: Meter): Promise<Asked> => {
  const { id: customerId } = await ask(customers, company())
  const body = { name: '李娜', emails: [{ address: madeUpEmail() }], affiliation: { role: 'logistics' } }
  const { id } = await ask('POST /v1/customers/{customerId}/contacts', { path: { customerId }, body })
  const fields = { title: '假期安排', body: '十月一日至三日不提货。' }
  return { body: { to: { kind: 'contact', id }, template: 'letter', fields } }
}

const aSuggestion = async ({ ask }: Meter): Promise<Asked> => ({
  body: { customerId: (await ask(customers, company())).id, text: '周五下午提货' },
})

const aTicket = {
  subject: '货物到哪里了',
  kind: 'inquiry',
  channel: 'web',
  text: '请查询',
  requester: { address: 'zhao.min@shunda.example' },
}

/** One webhook that listens, for as long as the job is measured. */
const deliver = async (meter: Meter): Promise<Cost> => {
  const body = { url: `${meter.receiver}/hook`, eventTypes: ['suggestion.*'] }
  const { id: webhookId } = await meter.ask('POST /v1/webhooks', { body })
  const suggested = about(meter, 'POST /v1/suggestions', () => aSuggestion(meter))
  const cost = await meter.work('WebhookDeliveriesWorker', async () => batchOf(noticeOf(await suggested())))
  await meter.ask('POST /v1/webhooks/{webhookId}/remove', { path: { webhookId } })
  return cost
}

const hour = 60 * 60_000

/** Reminders that fall due: what the clock hands over, and what the job makes of it. */
const fallDue = async (meter: Meter, name: string, measure: (due: readonly object[]) => Promise<Cost>): Promise<Cost> => {
  const at = new Date(Date.parse(meter.now()) + hour).toISOString()
  const made = [await remind(meter, at, name), await remind(meter, at, name)]
  meter.advance(hour)
  return measure(made.map((id) => ({ kind: 'reminder', id, at })))
}
const remind = async ({ ask }: Meter, dueAt: string, text: string): Promise<string> =>
  (await ask('POST /v1/reminders', { body: { text, dueAt } })).id

/** A survey that is to go out now. */
const dueSurvey = async ({ ask, now }: Meter): Promise<object> => {
  const { id: customerId } = await ask(customers, company())
  const person = { name: '李娜', emails: [{ address: madeUpEmail() }], affiliation: { role: 'logistics' } }
  const { id: contactId } = await ask('POST /v1/customers/{customerId}/contacts', { path: { customerId }, body: person })
  const { id } = await ask('POST /v1/surveys', { body: { customerId, contactId, questionnaire: 'service' } })
  return { kind: 'survey', id, at: now() }
}

/** What each job costs for one message, or for a round in which there is nothing to do. */
export const everyJob = (meter: Meter): Jobs => {
  const registered = about(meter, customers, company)
  const letter = about(meter, 'POST /v1/messages', () => aLetter(meter))
  const job = (name: string, event: () => Promise<Committed>) => () => meter.work(name, async () => batchOf(noticeOf(await event())))
  return {
    'job due-sweep, nothing due': () => meter.work('DueSweep', () => ({})),
    'job completeness sweep, nothing to do': () => meter.work('CompletenessSweep', () => ({})),
    'job relay, an event': () => meter.work('RelayWorker', async () => ({ Records: [(await registered()).record] })),
    'job completeness, a customer is new': job('CompletenessWorker', registered),
    'job care, a customer is new': job('CareWorker', registered),
    'job survey-clock, an event that no rule asks about': job('SurveyClockWorker', registered),
    'job desk-answers, somebody writes': job(
      'DeskAnswersWorker',
      about(meter, 'POST /v1/tickets', () => ({ body: aTicket })),
    ),
    'job desk-figures, a ticket is opened': job(
      'DeskFiguresWorker',
      about(meter, 'POST /v1/tickets', () => ({ body: aTicket })),
    ),
    'job dispatch, a ticket comes and nobody is there': job(
      'DispatchWorker',
      about(meter, 'POST /v1/tickets', () => ({ body: aTicket })),
    ),
    'job inbound-mail, a mail comes in': () => meter.work('InboundMailWorker', async () => batchOf(await aMail(meter))),
    'job inbound, a stranger writes': job('InboundWorker', about(meter, 'POST /v1/inbound', aMessage)),
    'job ticket-mail, an answer goes out': job(
      'TicketMailWorker',
      about(meter, 'POST /v1/tickets/{ticketId}/messages', () => anAnswer(meter)),
    ),
    'job family, an incident of two customers is over': job(
      'FamilyWorker',
      about(meter, 'POST /v1/tickets/{ticketId}/children/resolve', () => anEnd(meter)),
    ),
    'job ticket-search, a ticket is opened': job(
      'TicketSearchWorker',
      about(meter, 'POST /v1/tickets', () => ({ body: aTicket })),
    ),
    'job telling, an event that somebody is told of': job('TellingWorker', registered),
    'job message-sender, a letter': job('MessageSenderWorker', letter),
    'job webhook-deliveries, nobody listens': job('WebhookDeliveriesWorker', registered),
    'job webhook-deliveries, somebody listens': () => deliver(meter),
    'job reminder-clock, one due': () =>
      fallDue(meter, '确认冷藏柜', (due) => {
        const left = [...due]
        return meter.work('ReminderClockWorker', () => batchOf(left.shift() ?? {}))
      }),
    'job survey-clock, a survey goes out': async () => {
      const due = [await dueSurvey(meter), await dueSurvey(meter)]
      return meter.work('SurveyClockWorker', () => batchOf(due.shift() ?? {}))
    },
    'job due-sweep, two due': () => fallDue(meter, '确认订舱', () => meter.work('DueSweep', () => ({}))),
  }
}

/** Lets the jobs that follow events read what they keep in memory, so that it is not counted with the first request they follow. */
export const warmJobs = async (meter: Meter): Promise<void> => {
  await meter.measure(customers, company)
  await meter.measure('POST /v1/messages', () => aLetter(meter))
}
