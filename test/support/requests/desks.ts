import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

const [one, own, me] = ['/v1/desks/{userId}', '/v1/me/desk', 'usr_budget'] as const
const allDay = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]))
/** Two in a team of their own, so that nobody else's tickets wait for them. */
const settings = { teams: ['sales_north'], shifts: allDay, limit: 100, taking: 'pulled' }

let n = 0
const somebody = () => {
  n += 1
  return { userId: `usr_desk_${n}` }
}

const set = async ({ ask }: Meter, path: { readonly userId: string }) => {
  await ask(`PATCH ${one}`, { path, body: settings })
  return path
}

export const deskReads = async (meter: Meter): Promise<Requests> => {
  const path = await set(meter, { userId: me })
  await set(meter, somebody())
  return {
    'GET /v1/desks': () => ({ query: { team: 'sales_north' } }),
    [`GET ${one}`]: () => ({ path }),
    [`GET ${own}`]: () => ({}),
  }
}

export const deskWrites = async (meter: Meter): Promise<Requests> => {
  await set(meter, { userId: me })
  const ticket = { subject: '报关资料', text: '缺少装箱单', kind: 'inquiry', channel: 'phone', team: 'sales_north' }
  const before = (verb: 'leave' | 'return') => async () => {
    await meter.ask(`POST ${own}/${verb}`)
    return {}
  }
  return {
    [`PATCH ${one}`]: () => ({ path: somebody(), body: settings }),
    [`POST ${one}/close`]: async () => ({ path: await set(meter, somebody()) }),
    [`POST ${own}/leave`]: before('return'),
    [`POST ${own}/return`]: before('leave'),
    'POST /v1/desk/pull': async () => {
      await meter.ask(`POST ${own}/return`)
      await meter.ask('POST /v1/tickets', { body: ticket })
      return {}
    },
  }
}
