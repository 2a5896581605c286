import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { Answer } from '../api.ts'
import { concurrently } from '../concurrently.ts'
import type { Client } from '../rehearsal/client.ts'
import { between, dayAt, plus, weekdayOf } from '../rehearsal/days.ts'
import type { Mailbox } from '../rehearsal/mailbox.ts'
import type { Stage } from '../rehearsal/stage.ts'
import { answerDeed, promises, readsAll, reviewDeed, type Said, satisfactionAt, ticksOff, visitDeed } from './conduct.ts'
import type { Customer, Firm } from './firm.ts'
import { managerOf } from './firm.ts'
import { founder } from './found.ts'
import type { Journal } from './journal.ts'
import type { Receiver } from './receiver.ts'

/** Between two tries of one who is turned away. Milliseconds. */
const pause = 200

export type Company = {
  readonly firm: Firm
  readonly stage: Stage
  readonly client: Client
  readonly receiver: Receiver
  readonly mailbox: Mailbox
  readonly journal: Journal
  readonly customerOf: (id: string) => Customer | undefined
  readonly idOf: (number: number) => string | undefined
}

/** So many calls beside one another. */
export const atATime = 6
const Coded = z.looseObject({ code: z.string() })

/** Whether it is done: by this request, or by one whose answer was lost when the deployment was killed. */
export const isDone = ({ status, body }: Answer, already: string, what: string): boolean => {
  if (status < 300) return true
  if (Coded.safeParse(body).data?.code === already) return true
  throw new Error(`${what}: ${status} ${JSON.stringify(body)}`)
}

const PlannedVisit = z.looseObject({ id: z.string(), customerId: z.string(), dueOn: z.string() })

const bodyFor = (deed: 'hold' | 'unreachable' | 'refuse', { number, owner }: Customer, today: string): object => {
  if (deed !== 'hold') return { note: 'quarter' }
  const promised = promises(number, today) ? [{ text: `Promise of ${today}`, owner, due: plus(today, 5) }] : []
  return { channel: 'phone', satisfaction: satisfactionAt(number, today), promises: promised }
}

/** Goes through the visits whose day has come. */
export const makeVisits = async ({ client, journal, customerOf }: Company, today: string): Promise<void> => {
  const isDue = (row: unknown): boolean => PlannedVisit.parse(row).dueOn <= today
  // The next come first: those of later months are not asked for every day.
  const due = (await client.list(founder, '/v1/visits?state=planned', isDue)).filter(isDue).map((row) => PlannedVisit.parse(row))
  await concurrently(due, atATime, async ({ id, customerId }) => {
    const customer = customerOf(customerId)
    if (!customer) return
    const { number, owner } = customer
    const did = visitDeed(number, today, journal.askedAbout(number))
    if (did === 'wait') return
    const answer = await client.ask(owner, { method: 'POST', path: `/v1/visits/${id}/${did}`, body: bodyFor(did, customer, today) })
    if (isDone(answer, 'visit.ended', `${did} ${id}`)) journal.write({ kind: 'visit', did, number, day: today })
  })
}

const WaitingReview = z.looseObject({ customer: z.looseObject({ id: z.string() }), status: z.enum(['due', 'escalated']) })

/** Sees to reviews: whoever looks after the customer, or their manager once it has come to that. */
export const makeReviews = async ({ client, firm, journal, customerOf }: Company, today: string): Promise<void> => {
  const waiting = (await client.list(founder, '/v1/reviews')).map((row) => WaitingReview.parse(row))
  await concurrently(waiting, atATime, async ({ customer: { id }, status }) => {
    const customer = customerOf(id)
    if (!customer) return
    const { number, owner, team } = customer
    const did = reviewDeed(number, today, status)
    if (did === 'wait') return
    const who = status === 'escalated' ? managerOf(firm, team) : owner
    // Two requests, each of which can be repeated: one that is cut off in the middle of changing and reviewing cannot.
    const patch = { mainBusiness: `As of ${today}` }
    if (did === 'change') await client.must(who, { method: 'PATCH', path: `/v1/customers/${id}`, body: patch })
    await client.must(who, { method: 'POST', path: `/v1/customers/${id}/review/confirm`, body: {} })
    journal.write({ kind: 'review', did, number, day: today })
  })
}

const linkTo = (mailbox: Mailbox, address: string, since: number): string | undefined =>
  mailbox
    .to(address)
    .filter(({ at }) => at * 1000 >= since)
    .flatMap(({ body }) => /(\/s\/[\w.~-]+)/.exec(body.text)?.[1] ?? [])
    .at(-1)

/** Answers where the mail leads to. False where the mail was lost with the mailbox, or never came. */
const onThePage = async ({ stage, mailbox }: Company, { address }: Customer, { since, answers }: { since: number; answers: Said }) => {
  const path = linkTo(mailbox, address, since)
  if (path === undefined) return false
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const init: RequestInit = {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(Object.fromEntries(Object.entries(answers).map(([key, said]) => [`a.${key}`, String(said)]))).toString(),
  }
  for (;;) {
    const answer = await stage.reach(({ api }) => `${api}${path}`, init)
    // Read to its end: what is not holds its connection.
    await answer.arrayBuffer()
    if (answer.status === 303) return true
    if (answer.status !== 429 && answer.status < 500) throw new Error(`The page ${path} says ${answer.status}`)
    await sleep(pause)
  }
}

/** Whoever was asked answers on their day: on the page, or on the phone. */
export const giveAnswers = async (company: Company, today: string): Promise<void> => {
  const { client, receiver, journal, customerOf } = company
  const answered = new Set(journal.entries.flatMap((entry) => (entry.kind === 'answer' ? [entry.survey] : [])))
  const sent = [...receiver.accepted.values()].filter(({ type, data }) => type === 'survey.sent' && !answered.has(data.subject.id))
  await concurrently(sent, atATime, async ({ timestamp, data: { subject, about } }) => {
    const [customer, since] = [about.map(customerOf).find((one) => one !== undefined), Date.parse(timestamp)]
    if (!customer) return
    const { number, owner } = customer
    const sentOn = dayAt(since)
    const deed = answerDeed(number, sentOn, journal.isOfVisit(number, sentOn))
    if (!deed || between(sentOn, today) !== deed.after) return
    const { answers } = deed
    const wrote = { kind: 'answer', survey: subject.id, number, day: today } as const
    if (deed.by === 'page' && (await onThePage(company, customer, { since, answers }))) return journal.write({ ...wrote, did: 'page' })
    const call = { method: 'POST', path: `/v1/surveys/${subject.id}/answers`, body: { answers } } as const
    if (isDone(await client.ask(owner, call), '', `answer ${subject.id}`)) journal.write({ ...wrote, did: 'phone' })
  })
}

const Open = z.looseObject({
  id: z.string(),
  status: z.string(),
  customerId: z.string().optional(),
  madeBy: z.looseObject({ kind: z.string(), subject: z.looseObject({ kind: z.string() }).optional() }),
})
/** Reviews and visits end their reminders themselves. */
const own = new Set(['promise', 'survey'])

const Marked = z.looseObject({ left: z.boolean() })
/** Some hundreds are marked at once: a manager whose people are all late at once has more. */
const readEverything = async (client: Client, user: string): Promise<void> => {
  while (Marked.parse(await client.must(user, { method: 'POST', path: '/v1/notifications/read' })).left);
}

/** Colleagues tick off what they have kept, and some read what they were told. Answers whether anybody did. */
export const tidyDesks = async ({ client, firm, journal, customerOf }: Company, now: number): Promise<boolean> => {
  const today = dayAt(now)
  let did = 0
  await concurrently(firm.colleagues, atATime, async ({ user }) => {
    const open = (await client.list(user, '/v1/reminders')).map((row) => Open.parse(row))
    for (const { id, status, customerId, madeBy } of open) {
      const [what, number] = [madeBy.subject?.kind ?? '', customerOf(customerId ?? '')?.number ?? 0]
      if (status !== 'due' || !own.has(what) || !ticksOff(what, number, today)) continue
      isDone(await client.ask(user, { method: 'POST', path: `/v1/reminders/${id}/done` }), 'reminder.ended', `done ${id}`)
      did += 1
    }
    if (!readsAll(user, weekdayOf(today))) return
    await readEverything(client, user)
    journal.readAt.set(user, now)
    did += 1
  })
  return did > 0
}
