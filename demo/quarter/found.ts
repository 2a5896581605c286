import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { concurrently } from '../concurrently.ts'
import type { Client } from '../rehearsal/client.ts'
import type { Mailbox } from '../rehearsal/mailbox.ts'
import type { Colleague, Customer, Firm } from './firm.ts'
import { managerOf } from './firm.ts'

/** Sets up what nobody does every day. */
export const founder = 'usr_founder'
/** Who takes calls, and sees to what customers suggest. */
export const clerk = 'usr_clerk'
/** Who sees to bad answers of customers without an owner; here all have one. */
const caretaker = 'usr_q0'
const atATime = 8

const Identified = z.looseObject({ id: z.string() })
const List = z.looseObject({ values: z.array(z.looseObject({ code: z.string(), labels: z.unknown(), rank: z.int().optional() })) })
const Subscribed = z.looseObject({ id: z.string(), secret: z.string() })

const days = ['mon', 'tue', 'wed', 'thu', 'fri']

const putValues = async (client: Client, list: string, more: (code: string) => object | undefined): Promise<void> => {
  const { values } = List.parse(await client.must(founder, { method: 'GET', path: `/v1/lists/${list}` }))
  for (const { code, labels, rank } of values) {
    const given = more(code)
    const body = { code, labels, ...(rank !== undefined && { rank }), ...given }
    if (given) await client.must(founder, { method: 'POST', path: `/v1/lists/${list}/values`, body })
  }
}

const asked = (kind: string, key: string, more: object = {}) => ({ kind, key, label: { 'zh-CN': key, en: key }, required: false, ...more })
/** All that a customer can be asked at once. */
const questions = [
  asked('csat', 'overall', { required: true }),
  asked('nps', 'recommend'),
  asked('effort', 'effort'),
  asked('dimension', 'timeliness', { dimension: 'timeliness' }),
  asked('text', 'comment'),
]

/**
 * The cadence of each tier, the manager of each team, and that visits are asked about a day later, with questions of the firm's
 * own. What ships asks about tickets. The firm has no day off, so that what its cadences make due is due to the day.
 */
const settleRules = async (client: Client, firm: Firm): Promise<void> => {
  const cadences = new Map<string, object>(Object.entries(firm.pace.cadences))
  await putValues(client, 'tier', (code) => cadences.get(code))
  await putValues(client, 'team', (code) => {
    const manager = managerOf(firm, code)
    return manager === '' ? undefined : { manager }
  })
  const week = Object.fromEntries([...days, 'sat', 'sun'].map((day) => [day, ['08:30-12:00', '13:30-18:00']]))
  const everyDay = { title: 'Every day', zone: 'Asia/Shanghai', week, days: [] }
  await client.must(founder, { method: 'POST', path: '/v1/work-calendars/office/editions', body: everyDay })
  const title = { 'zh-CN': '回访', en: 'Our visit' }
  await client.must(founder, { method: 'POST', path: '/v1/questionnaires/visit/editions', body: { title, questions } })
  const body = { id: 'after_visit', name: 'After a visit', eventType: 'visit.held', questionnaire: 'visit', delayHours: 24, caretaker }
  await client.must(founder, { method: 'POST', path: '/v1/survey-rules', body })
}

/** A mail goes through four functions, each of which is loaded first: on a busy machine that takes its time. Milliseconds. */
const patience = 180_000

const codeIn = async (mailbox: Mailbox, address: string): Promise<string> => {
  const deadline = performance.now() + patience
  while (performance.now() < deadline) {
    await mailbox.look()
    const code = mailbox.to(address).flatMap(({ body }) => /\b\d{8}\b/.exec(body.text)?.[0] ?? [])[0]
    if (code !== undefined) return code
    await sleep(100)
  }
  throw new Error(`No code was mailed to ${address}`)
}

const settle = async (client: Client, mailbox: Mailbox, { user, zone, hours, digestAt, address }: Colleague): Promise<void> => {
  const workingHours = { ...Object.fromEntries(days.map((day) => [day, hours])), sat: [], sun: [] }
  const digest = digestAt === undefined ? { on: false } : { on: true, at: digestAt }
  await client.must(user, { method: 'PATCH', path: '/v1/me', body: { zone, workingHours, digest, language: 'en' } })
  if (address === undefined) return
  await client.must(user, { method: 'POST', path: '/v1/me/email', body: { address } })
  await client.must(user, { method: 'POST', path: '/v1/me/email/confirm', body: { code: await codeIn(mailbox, address) } })
}

const register = async (client: Client, customer: Customer): Promise<string> => {
  const { number, name, tier, owner, team, address, language, quiet } = customer
  const orders = [{ label: 'orders', address: `orders.${number}@quarter.example`, primary: true }]
  const draft = { kind: 'company', legalName: name, country: 'DE', tier, owner, team, language, emails: orders, industry: 'logistics' }
  const made = await client.must(founder, { method: 'POST', path: '/v1/customers', body: draft, key: `customer-${number}` })
  const { id } = Identified.parse(made)
  const person = {
    name: `Contact ${number}`,
    emails: [{ label: 'work', address, primary: true }],
    language,
    ...(quiet && { zone: quiet.zone, quietHours: { from: quiet.from, until: quiet.until } }),
    affiliation: { role: 'logistics' },
  }
  await client.must(founder, { method: 'POST', path: `/v1/customers/${id}/contacts`, body: person, key: `contact-${number}` })
  return id
}

export type Founded = {
  /** By the customer's number. */
  readonly ids: ReadonlyMap<number, string>
  readonly webhook: string
}
type Founding = {
  readonly client: Client
  readonly mailbox: Mailbox
  readonly hook: { readonly url: string; readonly trust: (secret: string) => void }
}

/** Everything that the firm begins its quarter with, through the API. */
export const found = async (firm: Firm, { client, mailbox, hook }: Founding): Promise<Founded> => {
  await settleRules(client, firm)
  await concurrently(firm.colleagues, atATime, (colleague) => settle(client, mailbox, colleague))
  const body = { url: hook.url, eventTypes: ['review.*', 'visit.*', 'survey.*'] }
  const subscribed = Subscribed.parse(await client.must(founder, { method: 'POST', path: '/v1/webhooks', body, key: 'webhook' }))
  hook.trust(subscribed.secret)
  const ids = new Map<number, string>()
  await concurrently(firm.customers, atATime, async (customer) => void ids.set(customer.number, await register(client, customer)))
  return { ids, webhook: subscribed.id }
}
