import { ulid } from 'ulid'
import { signedHeaders } from '../../../adapters/webhooks/signature.ts'
import { days, hours, minutes } from '../../../domain/kernel/later.ts'
import { madeUpCompany, madeUpEmail } from '../made-up.ts'
import { pushed, textMessage } from '../wechat-server.ts'
import { answering, letterFrom, mailsTo } from './letters.ts'
import { ask, type Held, type StageByHand } from './stage.ts'

/** How a message is dealt with. */
export type Deal = (message: Held) => Promise<unknown>

const agent = { sub: 'usr_agent', groups: ['agent', 'scope:all'] }
const appId = 'wx2c2769f8efd9abc2'
const always = ['00:00-24:00']
const week = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always }
const one = 'POST /v1/tickets/{ticketId}'

/** What stands before the first day: doors that are open, somebody at a desk, a rule that asks how it was, and a receiver of events. */
export const setUpDesk = async (stage: StageByHand): Promise<void> => {
  stage.admit(agent.sub, agent.groups)
  await ask(stage, 'PATCH /v1/doors/{door}', { path: { door: 'phone' }, body: { isOpen: true } })
  await ask(stage, 'PATCH /v1/doors/{door}', { path: { door: 'wechat' }, body: { isOpen: true, appId } })
  const teams = ['customer_service', 'operations', 'finance']
  await ask(stage, 'PATCH /v1/desks/{userId}', { path: { userId: agent.sub }, body: { teams, shifts: week, limit: 100 } })
  const rule = { id: 'after_help', name: 'After help', eventType: 'ticket.resolved', questionnaire: 'service', caretaker: agent.sub }
  await ask(stage, 'POST /v1/survey-rules', { body: { ...rule, delayHours: 1 } })
  await ask(stage, 'POST /v1/webhooks', {
    body: { url: `${stage.receiver}/day`, eventTypes: ['ticket.opened', 'ticket.resolved', 'survey.*'] },
  })
  await stage.drain()
}

const form = 'application/x-www-form-urlencoded'
const tokenIn = (page: string): string => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''

/** One day in the life of a desk, and the weeks behind it: everything that comes, and what is done about it. */
export const playDay = async (stage: StageByHand, deal: Deal): Promise<void> => {
  const [name, known, stranger, visitor] = [ulid(), madeUpEmail(), madeUpEmail(), madeUpEmail()]
  const begun = stage.events.length
  const then = () => stage.drain(deal)
  const pass = async (milliseconds: number) => {
    stage.move(milliseconds)
    await stage.sweep()
    await then()
  }
  const ticketsNow = () =>
    stage.events.slice(begun).flatMap(({ type, subject }) => (type === 'ticket.opened' ? [{ ticketId: subject.id }] : []))
  const newest = () => ticketsNow().at(-1) ?? { ticketId: 'none' }

  const { id: customerId } = await ask(stage, 'POST /v1/customers', { body: madeUpCompany({ tier: 'potential', owner: 'usr_owner' }) })
  const person = { name: '李娜', emails: [{ address: known, primary: true }], affiliation: { role: 'logistics' } }
  await ask(stage, 'POST /v1/customers/{customerId}/contacts', { path: { customerId }, body: person })
  const dueAt = new Date(Date.parse(stage.now()) + 2 * hours).toISOString()
  await ask(stage, 'POST /v1/reminders', { body: { text: '确认冷藏柜', dueAt, owner: agent.sub } })
  await then()

  await stage.mailIn(letterFrom(known, 'Where is my container?'))
  await then()
  const asked = newest()
  await pass(5 * minutes)
  await stage.mailIn(letterFrom(stranger, 'Do you sail to Rotterdam?'))
  await then()
  const other = newest()
  await pass(5 * minutes)
  await chat(stage, name, then)
  await call(stage, name, then)
  await fillIn(stage, visitor, then)
  await pass(30 * minutes)

  await ask(stage, `${one}/messages`, { path: asked, as: agent, body: { text: '预计周四到达' } })
  await then()
  const [heard] = mailsTo(stage, known).slice(-1)
  if (heard) await stage.mailIn(letterFrom(known, 'And when does it leave?', answering(heard)))
  await then()
  await ask(stage, `${one}/messages`, { path: asked, as: agent, body: { text: '周五发出' } })
  await then()
  await incident(stage, other, then)
  await pass(hours)

  await ask(stage, 'PATCH /v1/tickets/{ticketId}', { path: asked, as: agent, body: { kind: 'inquiry' } })
  await then()
  await ask(stage, `${one}/resolve`, { path: asked, as: agent, body: { cause: 'answered', fix: '已答复', customerTold: true } })
  await then()
  for (let hour = 0; hour < 3; hour += 1) await pass(hours)
  await answerSurvey(stage, known)
  await then()
  for (let day = 0; day < 15; day += 3) await pass(3 * days)
  await pass(hours)
}

const chat = async (stage: StageByHand, name: string, then: () => Promise<void>): Promise<void> => {
  const { secrets } = await ask(stage, 'POST /v1/doors/{door}/reveal', { path: { door: 'wechat' }, body: { purpose: 'Chatting' } })
  for (const words of ['货到哪里了?', '柜号 MSKU1234567']) {
    stage.move(1000)
    const at = Date.parse(stage.now())
    const message = textMessage(String(at), words, at, `o${name}`)
    const { query, body } = pushed({ ...secrets, appId }, message, at)
    await ask(stage, 'POST /doors/wechat', { query, body, headers: { 'content-type': 'text/xml' } })
    await then()
  }
}

const call = async (stage: StageByHand, name: string, then: () => Promise<void>): Promise<void> => {
  const { secrets } = await ask(stage, 'POST /v1/doors/{door}/reveal', { path: { door: 'phone' }, body: { purpose: 'Calling' } })
  for (const type of ['call.started', 'call.answered', 'call.ended']) {
    const now = stage.now()
    const caller = `+86137${String(Date.parse(now) % 100_000_000).padStart(8, '0')}`
    const told = { type, callId: name, at: now, direction: 'inbound', caller, callee: '+862155550100' }
    const body = JSON.stringify(type === 'call.ended' ? { ...told, seconds: 80 } : told)
    const headers = signedHeaders({ id: `${name}${type}`, at: Date.parse(now), body }, [secrets.signingSecret])
    await ask(stage, 'POST /doors/phone', { body, headers })
    await then()
  }
}

const fillIn = async (stage: StageByHand, email: string, then: () => Promise<void>): Promise<void> => {
  const token = tokenIn((await stage.call('GET /contact')).text)
  const typed = { token, email, name: 'Li Na', message: 'Please quote to Hamburg', consent: 'yes', website: '' }
  const sent = await stage.call('POST /contact', { body: new URLSearchParams(typed).toString(), headers: { 'content-type': form } })
  if (sent.status !== 303) throw new Error(`the form was not taken: ${sent.status}`)
  await then()
}

/** Something went wrong for somebody else as well, and is over for both. */
const incident = async (stage: StageByHand, child: { readonly ticketId: string }, then: () => Promise<void>): Promise<void> => {
  const draft = { subject: '港口拥堵', kind: 'inquiry', channel: 'phone', text: '港口拥堵' }
  const path = { ticketId: (await ask(stage, 'POST /v1/tickets', { body: draft })).id }
  await then()
  await ask(stage, `${one}/children`, { path, body: { child: child.ticketId } })
  await ask(stage, `${one}/resolve`, { path, body: { cause: 'answered', fix: '已恢复', customerTold: true } })
  await then()
  await ask(stage, `${one}/children/resolve`, { path, body: { text: '港口已恢复作业' } })
  await then()
}

/** Somebody is dissatisfied. */
const answerSurvey = async (stage: StageByHand, address: string): Promise<void> => {
  const link = mailsTo(stage, address).flatMap(({ text }) => /\/s\/([\w.~-]+)/.exec(text)?.[1] ?? [])[0]
  if (link === undefined) throw new Error('nobody was asked')
  const body = new URLSearchParams({ 'a.overall': '1', 'a.timeliness': '2', 'a.comment': '太慢' }).toString()
  const { status } = await stage.call('POST /s/{token}', { path: { token: link }, body, headers: { 'content-type': form } })
  if (status >= 400) throw new Error(`the answers were not taken: ${status}`)
}
