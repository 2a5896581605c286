import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

type Made = { readonly customer: () => Promise<string>; readonly contact: (customerId: string) => Promise<string> }

const [customer, visit, link] = ['/v1/customers/{customerId}', '/v1/visits/{visitId}', '/v1/contacts/{contactId}/self-service']
const ownLink = `${customer}/self-service`
const dueOn = '2030-01-07'

let senders = 0
/** Somebody who sends parcels and is no firm. */
const individual = async ({ ask }: Meter): Promise<string> => {
  senders += 1
  const emails = [{ address: `sender-${senders}@mail.example`, primary: true }]
  return (await ask('POST /v1/customers', { body: { kind: 'individual', name: '李娜', emails } })).id
}

const plan = async ({ ask }: Meter, { customer: made }: Made) => {
  const path = { customerId: await made() }
  return { visitId: (await ask(`POST ${customer}/visits`, { path, body: { dueOn } })).id }
}

export const careReads = async (meter: Meter, made: Made): Promise<Requests> => {
  const path = { customerId: await made.customer() }
  const contactId = await made.contact(path.customerId)
  await meter.ask(`POST ${customer}/review/confirm`, { path, body: {} })
  await meter.ask(`POST ${link}`, { path: { contactId } })
  const sender = { customerId: await individual(meter) }
  await meter.ask(`POST ${ownLink}`, { path: sender })
  const { id: visitId } = await meter.ask(`POST ${customer}/visits`, { path, body: { dueOn } })
  return {
    'GET /v1/reviews': () => ({}),
    [`GET ${customer}/review`]: () => ({ path }),
    'GET /v1/visits': () => ({}),
    [`GET ${customer}/visits`]: () => ({ path }),
    [`GET ${customer}/review-pack`]: () => ({ path }),
    [`GET ${visit}`]: () => ({ path: { visitId } }),
    [`GET ${link}`]: () => ({ path: { contactId } }),
    [`GET ${ownLink}`]: () => ({ path: sender }),
  }
}

export const careWrites = async (meter: Meter, made: Made): Promise<Requests> => {
  const path = { customerId: await made.customer() }
  const contactId = await made.contact(path.customerId)
  const sender = { customerId: await individual(meter) }
  const moved = await plan(meter, made)
  let day = 0
  const nextDay = () => {
    day += 1
    return new Date(Date.UTC(2030, 1, day)).toISOString().slice(0, 10)
  }
  const promises = [{ text: '新的对账模板', owner: 'usr_li', due: '2030-02-01' }]
  return {
    [`POST ${customer}/review/confirm`]: async () => ({ path: { customerId: await made.customer() }, body: {} }),
    [`POST ${customer}/review/change`]: () => ({ path, body: { mainBusiness: `Cold chain ${nextDay()}` } }),
    [`POST ${customer}/visits`]: async () => ({ path: { customerId: await made.customer() }, body: { dueOn } }),
    [`POST ${visit}/move`]: () => ({ path: moved, body: { dueOn: nextDay() } }),
    [`POST ${visit}/hold`]: async () => ({ path: await plan(meter, made), body: { channel: 'on_site', satisfaction: 4, promises } }),
    [`POST ${visit}/unreachable`]: async () => ({ path: await plan(meter, made), body: {} }),
    [`POST ${visit}/refuse`]: async () => ({ path: await plan(meter, made), body: {} }),
    [`POST ${link}`]: () => ({ path: { contactId } }),
    [`POST ${link}/{linkId}/revoke`]: async () => {
      const { id: linkId } = await meter.ask(`POST ${link}`, { path: { contactId } })
      return { path: { contactId, linkId } }
    },
    [`POST ${ownLink}`]: () => ({ path: sender }),
    [`POST ${ownLink}/{linkId}/revoke`]: async () => {
      const { id: linkId } = await meter.ask(`POST ${ownLink}`, { path: sender })
      return { path: { ...sender, linkId } }
    },
  }
}
