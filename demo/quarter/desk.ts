import * as z from 'zod'
import { concurrently } from '../concurrently.ts'
import { callsIn, type SuggestionDeed, suggestionDeed, ticketDeed } from './conduct.ts'
import { clerk } from './found.ts'
import { atATime, type Company, isDone } from './people.ts'

const Identified = z.looseObject({ id: z.string() })

/** Customers call about a matter. Whoever takes the call keeps it. */
const takeCalls = async ({ client, firm, idOf, journal }: Company, today: string): Promise<void> => {
  const calling = firm.customers.filter(({ number }) => !journal.open.has(number) && callsIn(firm.pace.calls, number, today))
  await concurrently(calling, atATime, async ({ number }) => {
    const body = { subject: `Where is it? ${today}`, text: '没有更新', kind: 'tracking', channel: 'phone', customerId: idOf(number) }
    const opened = await client.must(clerk, { method: 'POST', path: '/v1/tickets', body, key: `ticket-${number}-${today}` })
    const { id } = Identified.parse(opened)
    await client.must(clerk, { method: 'POST', path: `/v1/tickets/${id}/assign`, body: { assignee: clerk } })
    journal.write({ kind: 'ticket', did: 'open', ticket: id, number, day: today })
  })
}

/** What was opened on an earlier day comes to its end on some day. */
const resolveTickets = async ({ client, journal }: Company, today: string): Promise<void> => {
  const earlier = [...journal.open].filter(([, { since }]) => since < today)
  await concurrently(earlier, atATime, async ([number, { ticket }]) => {
    if (ticketDeed(number, today, journal.askedAbout(number)) === 'wait') return
    const body = { cause: 'delayed', fix: '已催促承运商', customerTold: true }
    const answer = await client.ask(clerk, { method: 'POST', path: `/v1/tickets/${ticket}/resolve`, body })
    isDone(answer, 'ticket.move_not_allowed', `resolve ${ticket}`)
    journal.write({ kind: 'ticket', did: 'resolve', ticket, number, day: today })
  })
}

export const workTickets = async (company: Company, today: string): Promise<void> => {
  await resolveTickets(company, today)
  await takeCalls(company, today)
}

const Suggested = z.looseObject({ id: z.string(), customerId: z.string(), state: z.string() })
const bodies: Readonly<Record<Exclude<SuggestionDeed, 'wait'>, object | undefined>> = {
  accept: undefined,
  finish: undefined,
  decline: { reason: '该线路周五无干线班次' },
  tell: { message: '感谢您的建议,结果如下。' },
}

/** A step with each suggestion that is not yet told of. */
export const seeToSuggestions = async ({ client, journal, customerOf }: Company, today: string): Promise<void> => {
  for (const state of ['declined', 'done', 'accepted', 'received']) {
    const rows = (await client.list(clerk, `/v1/suggestions?state=${state}`)).map((row) => Suggested.parse(row))
    await concurrently(rows, atATime, async ({ id, customerId }) => {
      const number = customerOf(customerId)?.number
      const did = number === undefined ? 'wait' : suggestionDeed(number, today, state)
      if (number === undefined || did === 'wait') return
      const body = bodies[did]
      const answer = await client.ask(clerk, { method: 'POST', path: `/v1/suggestions/${id}/${did}`, ...(body && { body }) })
      isDone(answer, 'suggestion.not_now', `${did} ${id}`)
      journal.write({ kind: 'suggestion', did, number, day: today })
    })
  }
}
