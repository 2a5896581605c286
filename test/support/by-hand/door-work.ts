import { ulid } from 'ulid'
import { signedHeaders } from '../../../adapters/webhooks/signature.ts'
import { startOf } from '../../../domain/kernel/calendar.ts'
import { days, hours, later, minutes } from '../../../domain/kernel/later.ts'
import { reviewIdOf } from '../../../domain/reviews/review.ts'
import { madeUpCompany } from '../made-up.ts'
import { ask, type StageByHand } from './stage.ts'
import type { Moments, Seen, Walk } from './walk.ts'

/** Has something done at a moment, which may be past, and all that follows from it. */
const at = async <Value>(stage: StageByHand, moment: string, act: () => Promise<Value>): Promise<Value> => {
  stage.setTo(moment)
  const done = await act()
  await stage.drain()
  return done
}

const register = async (stage: StageByHand, facts: object): Promise<string> =>
  (await ask(stage, 'POST /v1/customers', { body: madeUpCompany({ owner: 'usr_owner', ...facts }) })).id

/** As the tier ships. */
const vip = { review: 90 * days, visit: 30 * days }
const toEscalation = 14 * days

const aReview = async ({ stage, day }: Moments): Promise<Seen> => {
  const due = startOf(day)
  const customer = await at(stage, later(due, -vip.review + hours), () => register(stage, { tier: 'vip' }))
  return { due, of: reviewIdOf(customer), types: ['review.fell_due'] }
}

/** Nobody has seen to it for two weeks. */
const aReviewOverdue = async ({ stage, day }: Moments): Promise<Seen> => {
  const due = startOf(day)
  const customer = await at(stage, later(due, hours - toEscalation - vip.review), () => register(stage, { tier: 'vip' }))
  return { due, of: reviewIdOf(customer), types: ['review.escalated'] }
}

const aVisit = async ({ stage, day }: Moments): Promise<Seen> => {
  const due = startOf(day)
  const customer = await at(stage, later(due, -vip.visit + hours), () => register(stage, { tier: 'vip' }))
  const { items } = await ask(stage, 'GET /v1/customers/{customerId}/visits', { path: { customerId: customer } })
  return { due, of: items[0].id, types: ['visit.fell_due'] }
}

const aCall = async ({ stage, at: due }: Moments): Promise<Seen> => {
  const { secrets } = await ask(stage, 'POST /v1/doors/{door}/reveal', { path: { door: 'phone' }, body: { purpose: 'Calling' } })
  const callId = `pbx-${ulid()}`
  const began = later(due, -4 * hours)
  const known = new Set(stage.events.map(({ subject }) => subject.id))
  await at(stage, began, async () => {
    const caller = `+86139${String(Date.parse(due) % 100_000_000).padStart(8, '0')}`
    const body = JSON.stringify({ type: 'call.started', callId, at: began, direction: 'inbound', caller, callee: '+862155550100' })
    const signed = signedHeaders({ id: callId, at: Date.parse(began), body }, [secrets.signingSecret])
    await ask(stage, 'POST /doors/phone', { body, headers: signed })
  })
  const heard = stage.events.find(({ type, subject }) => type === 'inbound.heard' && !known.has(subject.id))
  return { due, of: heard?.subject.id ?? 'nothing was heard', types: ['inbound.received', 'inbound.taken'] }
}

const one = 'POST /v1/tickets/{ticketId}'
const draft = { subject: '货物到哪里了', kind: 'inquiry', channel: 'phone', text: '请查询' }
const open = async (stage: StageByHand, facts: object = {}): Promise<{ readonly ticketId: string }> => ({
  ticketId: (await ask(stage, 'POST /v1/tickets', { body: { ...draft, ...facts } })).id,
})

const stepIn = (data: unknown): readonly string[] => [(data as { readonly step: string }).step]

const aDeadline = async ({ stage, at: due }: Moments): Promise<Seen> => {
  const { ticketId } = await at(stage, later(due, -hours), () => open(stage, { kind: 'complaint' }))
  return { due: later(due, -hours / 2), of: ticketId, types: ['ticket.deadline_neared'], apart: stepIn }
}

const aClosing = async ({ stage, at: due }: Moments): Promise<Seen> => {
  const path = await at(stage, later(due, -14 * days), async () => {
    const opened = await open(stage)
    await ask(stage, `${one}/resolve`, { path: opened, body: { cause: 'answered', fix: '已恢复', customerTold: true } })
    return opened
  })
  return { due, of: path.ticketId, types: ['ticket.closed'] }
}

const aTask = async ({ stage, at: due, before }: Moments): Promise<Seen> => {
  const path = await at(stage, before, async () => {
    const opened = await open(stage)
    await ask(stage, `${one}/tasks`, { path: opened, body: { department: 'customs', what: '请提供报关单号', dueAt: due } })
    return opened
  })
  return { due, of: path.ticketId, types: ['ticket.task_overdue'] }
}

/** Two days before the last one, when the firm begins its work. */
const aClaimNotice = async ({ stage, day, before }: Moments): Promise<Seen> => {
  const noticeBy = later(startOf(day), 2 * days + 12 * hours).slice(0, 10)
  const path = await at(stage, later(before, -2 * days), async () => {
    const opened = await open(stage, { kind: 'claim' })
    await ask(stage, 'PATCH /v1/tickets/{ticketId}', { path: opened, body: { claim: { noticeBy } } })
    return opened
  })
  const left = (data: unknown): readonly string[] => ((data as { readonly left: number }).left === 2 ? ['two days left'] : [])
  return { due: later(startOf(day), 9 * hours), of: path.ticketId, types: ['ticket.notice_near'], apart: left }
}

const aRetry = async ({ stage, at: due, customer }: Moments): Promise<Seen> => {
  const { behaviour } = stage
  const usual = behaviour.hook
  behaviour.hook = () => 503
  const begun = later(due, -minutes)
  const suggested = await at(stage, begun, () =>
    ask(stage, 'POST /v1/suggestions', { body: { customerId: customer, text: '周五下午提货' } }),
  )
  behaviour.hook = usual
  return { due: begun, of: suggested.id, types: [], hooked: true }
}

const aFormerSecret = async ({ stage, at: due }: Moments): Promise<Seen> => {
  const body = { url: `${stage.receiver}/rotated`, eventTypes: ['improvement.fell_late'] }
  const { id } = await ask(stage, 'POST /v1/webhooks', { body })
  await at(stage, later(due, -hours), () =>
    ask(stage, 'POST /v1/webhooks/{webhookId}/rotate-secret', { path: { webhookId: id }, body: { overlapHours: 1 } }),
  )
  return { due, of: id, types: ['webhook.secret_ended'] }
}

const always = ['00:00-24:00']
const week = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always }
const level = { calendar: 'always', first: 60, resolution: 6000 }

/** What the firm settles once: complaints are answered within the hour by day and night, the telephone is open, somebody listens. */
export const settleFirm = async (stage: StageByHand): Promise<{ readonly customer: string }> => {
  await ask(stage, 'POST /v1/work-calendars/{calendarCode}/editions', {
    path: { calendarCode: 'always' },
    body: { title: 'Day and night', zone: 'Asia/Shanghai', week },
  })
  // The firm has no day off: what its cadences make due is due to the day, whenever this runs.
  await ask(stage, 'POST /v1/work-calendars/{calendarCode}/editions', {
    path: { calendarCode: 'office' },
    body: { title: 'Every day', zone: 'Asia/Shanghai', week },
  })
  await ask(stage, 'POST /v1/service-policies/{policyCode}/editions', {
    path: { policyCode: 'complaints' },
    body: { title: 'Complaints', when: { kinds: ['complaint'] }, levels: { P1: level, P2: level, P3: level, P4: level } },
  })
  await ask(stage, 'PATCH /v1/doors/{door}', { path: { door: 'phone' }, body: { isOpen: true } })
  await ask(stage, 'POST /v1/webhooks', { body: { url: `${stage.receiver}/told`, eventTypes: ['suggestion.*'] } })
  const customer = await register(stage, { tier: 'potential' })
  await stage.drain()
  return { customer }
}

/** Later work that comes about through the doors of the firm. */
export const doorWork: readonly Walk[] = [
  { kind: 'review', name: 'a review', bring: aReview },
  { kind: 'review', name: 'a review that nobody sees to', bring: aReviewOverdue },
  { kind: 'visit', name: 'a visit', bring: aVisit },
  { kind: 'inbound', name: 'a call of whose end nobody told', bring: aCall },
  { kind: 'ticket', name: 'the deadline of a ticket', bring: aDeadline },
  { kind: 'ticket', name: 'a resolved ticket that is closed', bring: aClosing },
  { kind: 'ticket', name: 'a task that is late', bring: aTask },
  { kind: 'ticket', name: 'the notice of a claim', bring: aClaimNotice },
  { kind: 'delivery', name: 'an event that a receiver did not take', bring: aRetry },
  { kind: 'webhook', name: 'the former secret of a webhook', bring: aFormerSecret },
]
