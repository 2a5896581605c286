import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

const dueAt = '2030-01-07T01:00:00.000Z'
const weekly = { text: '确认冷藏柜', dueAt, recurrence: 'FREQ=WEEKLY;BYDAY=MO' }
const one = '/v1/reminders/{reminderId}'

const newReminder = async ({ ask }: Meter, body: object = weekly) => ({ reminderId: (await ask('POST /v1/reminders', { body })).id })

export const reminderReads = async (meter: Meter): Promise<Requests> => {
  const path = await newReminder(meter)
  const { url } = await meter.ask('POST /v1/reminders/calendar')
  const token = String(url).split('/').at(-1) ?? ''
  return { 'GET /calendar/{token}': () => ({ path: { token } }), 'GET /v1/reminders': () => ({}), [`GET ${one}`]: () => ({ path }) }
}

export const reminderWrites = async (meter: Meter): Promise<Requests> => {
  const path = await newReminder(meter)
  let minutes = 0
  const later = () => {
    minutes += 1
    return new Date(Date.parse(dueAt) + minutes * 60_000).toISOString()
  }
  return {
    'POST /v1/reminders': () => ({ body: weekly }),
    [`PATCH ${one}`]: () => ({ path, body: { dueAt: later() } }),
    [`POST ${one}/snooze`]: () => ({ path, body: { until: later() } }),
    'POST /v1/reminders/calendar': () => ({}),
    'POST /v1/reminders/calendar/revoke': async () => {
      await meter.ask('POST /v1/reminders/calendar')
      return {}
    },
    [`POST ${one}/done`]: () => ({ path }),
    [`POST ${one}/drop`]: async () => ({ path: await newReminder(meter) }),
    [`POST ${one}/hand-over`]: async () => ({ path: await newReminder(meter), body: { to: 'usr_li' } }),
  }
}
