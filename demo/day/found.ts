import * as z from 'zod'
import { concurrently } from '../concurrently.ts'
import { type Loaded, load } from '../load.ts'
import type { Plan } from '../plan.ts'
import type { Client } from '../rehearsal/client.ts'
import type { Keys } from './doors.ts'
import { type Agent, always, boss, calendar, desks, eveHours, hours, open, promised } from './team.ts'

/** Sets up what nobody does every day. */
export const founder = 'usr_founder'
const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const everyDay = (periods: readonly string[]) => Object.fromEntries(week.map((day) => [day, periods]))

/** The day that is played, the holiday after it, and the working day after that. */
export type Dates = { readonly eve: string; readonly holiday: string; readonly after: string }

/** An edition of the calendar by which answers are promised: with the holiday, and with the hours of its eve. */
export const putCalendar = (client: Client, { eve, holiday }: Dates, onEve: readonly string[]): Promise<unknown> => {
  const days = [
    { on: eve, name: '节前 Holiday eve', periods: onEve },
    { on: holiday, name: '节日 Holiday', periods: [] },
  ]
  const body = { title: '客服 Service desk', zone: 'Asia/Shanghai', week: everyDay(open.everyDay), days }
  return client.must(boss, { method: 'POST', path: `/v1/work-calendars/${calendar}/editions`, body })
}

const putPolicy = (client: Client): Promise<unknown> => {
  const level = (priority: keyof typeof promised) => {
    const [first, next, resolution] = promised[priority]
    return { calendar: priority === 'P1' ? always : calendar, first, next, resolution }
  }
  const levels = { P1: level('P1'), P2: level('P2'), P3: level('P3'), P4: level('P4') }
  return client.must(boss, { method: 'POST', path: '/v1/service-policies/standard/editions', body: { title: '标准 Standard', levels } })
}

const List = z.looseObject({ values: z.array(z.looseObject({ code: z.string(), labels: z.unknown(), rank: z.int().optional() })) })

/** Whom the program tells when nobody takes what waits. */
const nameManager = async (client: Client): Promise<void> => {
  const { values } = List.parse(await client.must(founder, { method: 'GET', path: '/v1/lists/team' }))
  for (const { code, labels, rank } of values.filter((value) => desks.some((desk) => desk === value.code))) {
    const body = { code, labels, ...(rank !== undefined && { rank }), manager: boss }
    await client.must(founder, { method: 'POST', path: '/v1/lists/team/values', body })
  }
}

/** How many tickets somebody has in hand at most. */
export const limit = 12

const openDesk = (client: Client, { eve, holiday }: Dates, { user, shift, teams, leads, languages, pulls }: Agent): Promise<unknown> => {
  const exceptions = [
    { on: eve, periods: eveHours[shift], what: 'holiday' },
    { on: holiday, periods: [], what: 'holiday' },
  ]
  const body = { teams, leads, languages, limit, taking: pulls ? 'pulled' : 'handed', shifts: everyDay(hours[shift]), exceptions }
  return client.must(boss, { method: 'PATCH', path: `/v1/desks/${user}`, body })
}

const Secrets = z.looseObject({ secrets: z.record(z.string(), z.string()) })
const appId = 'wx2c2769f8efd9abc2'

const openDoor = async (client: Client, door: string, body: object): Promise<Readonly<Record<string, string>>> => {
  await client.must(founder, { method: 'PATCH', path: `/v1/doors/${door}`, body: { isOpen: true, ...body } })
  const shown = await client.must(founder, {
    method: 'POST',
    path: `/v1/doors/${door}/reveal`,
    body: { purpose: 'Entered at the other end' },
  })
  return Secrets.parse(shown).secrets
}

const openDoors = async (client: Client): Promise<Keys> => {
  const [phone, wechat] = [await openDoor(client, 'phone', {}), await openDoor(client, 'wechat', { appId })]
  return {
    phone: phone['signingSecret'] ?? '',
    wechat: { token: wechat['token'] ?? '', encodingAesKey: wechat['encodingAesKey'] ?? '', appId },
  }
}

/** "Who was helped is asked a day later, unless the matter came up again." */
const putSurveyRule = (client: Client): Promise<unknown> => {
  const when = { eventType: 'ticket.resolved', quietHours: 24, delayHours: 24, cancelledBy: ['ticket.reopened'] }
  const body = { id: 'after_ticket', name: 'After a ticket', questionnaire: 'service', caretaker: boss, ...when }
  return client.must(founder, { method: 'POST', path: '/v1/survey-rules', body })
}

export type Founded = { readonly loaded: Loaded; readonly keys: Keys }
type Founding = { readonly client: Client; readonly plan: Plan; readonly team: readonly Agent[]; readonly dates: Dates }

/** Everything that the desk begins its day with, through the API: customers, calendar, promises, desks, doors. */
export const found = async ({ client, plan, team, dates }: Founding): Promise<Founded> => {
  await nameManager(client)
  await putCalendar(client, dates, open.eve)
  await putPolicy(client)
  await putSurveyRule(client)
  const keys = await openDoors(client)
  await concurrently(team, 4, async (agent) => void (await openDesk(client, dates, agent)))
  const as = async (user: string) => (call: Parameters<Client['ask']>[1]) => client.ask(user, call)
  const loaded = await load(plan, { address: '', prefix: '', as, now: async () => '' }, () => {})
  if (loaded.refusals.length > 0) throw new Error(`The firm was not taken: ${JSON.stringify(loaded.refusals.slice(0, 3))}`)
  return { loaded, keys }
}
