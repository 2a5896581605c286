import * as z from 'zod'
import type { Api } from './api.ts'
import { concurrently } from './concurrently.ts'
import type { Deployment } from './deployment.ts'
import type { Loaded } from './load.ts'
import type { Plan, PlannedCustomer } from './plan.ts'

export type Checked = {
  readonly found: number
  readonly opened: number
  readonly changed: string | undefined
  readonly faults: readonly string[]
}

const Known = z.looseObject({
  country: z.string().default('CN'),
  taxId: z.string().optional(),
  emails: z.array(z.looseObject({ address: z.string() })).default([]),
  phones: z.array(z.looseObject({ number: z.string() })).default([]),
})
const Identified = z.looseObject({ id: z.string() })
const Overview = z.looseObject({ profile: z.looseObject({ customer: Identified }) })
const Changeable = Identified.extend({ version: z.int(), language: z.enum(['zh-CN', 'en']).optional() })
const Timeline = z.looseObject({ items: z.array(z.looseObject({ type: z.string(), version: z.int() })) })

/** Everything by which exactly this customer can be looked up. */
const lookupsOf = ({ draft }: PlannedCustomer): readonly Readonly<Record<string, string>>[] => {
  const { country, taxId, emails, phones } = Known.parse(draft)
  return [
    ...(taxId === undefined ? [] : [{ taxId, country }]),
    ...emails.slice(0, 1).map(({ address }) => ({ email: address })),
    ...phones.slice(0, 1).map(({ number }) => ({ phone: number })),
  ]
}

/** Which ways to look the customer up lead elsewhere, or nowhere. */
const lost = async (api: Api, customer: PlannedCustomer, id: string): Promise<readonly string[]> => {
  const faults: string[] = []
  for (const body of lookupsOf(customer)) {
    const answer = await api({ method: 'POST', path: '/v1/customers/lookup', body })
    if (Identified.safeParse(answer.body).data?.id !== id) faults.push(`${id} is not found by ${Object.keys(body)[0]}: ${answer.status}`)
  }
  return faults
}

const isOpened = async (api: Api, id: string): Promise<boolean> => {
  const { status, body } = await api({ method: 'GET', path: `/v1/customers/${id}/overview` })
  return status === 200 && Overview.safeParse(body).data?.profile.customer.id === id
}

/** Changes a customer's language and changes it back; both must stand in its timeline. */
const changes = async (api: Api, id: string): Promise<readonly string[]> => {
  const path = `/v1/customers/${id}`
  const before = Changeable.parse((await api({ method: 'GET', path })).body)
  const language = before.language === 'en' ? 'zh-CN' : 'en'
  const changed = await api({ method: 'PATCH', path, body: { language }, ifMatch: before.version })
  const back = await api({ method: 'PATCH', path, body: { language: before.language ?? null }, ifMatch: before.version + 1 })
  if (changed.status !== 200 || back.status !== 200) return [`${id} could not be changed: ${changed.status}, ${back.status}`]
  const { items } = Timeline.parse((await api({ method: 'GET', path: `${path}/timeline` })).body)
  const told = items.filter(({ version }) => version === before.version + 1 || version === before.version + 2)
  return told.length < 2 ? [`The timeline of ${id} lacks its last changes`] : []
}

/** Reads back what was loaded, as the front desk would: looked up exactly, opened, and one of them changed. */
export const check = async ({ customers }: Plan, { ids }: Loaded, deployment: Deployment): Promise<Checked> => {
  const api = await deployment.as('usr_front_desk')
  const loaded = customers.flatMap((customer) => {
    const id = ids.get(customer.key)
    return id === undefined ? [] : [{ customer, id }]
  })
  const faults: string[] = []
  let [found, opened] = [0, 0]
  await concurrently(loaded, 8, async ({ customer, id }) => {
    const missing = await lost(api, customer, id)
    faults.push(...missing)
    if (missing.length === 0) found += 1
    if (await isOpened(api, id)) opened += 1
    else faults.push(`${id} does not open`)
  })
  const changed = loaded[0]?.id
  if (changed !== undefined) faults.push(...(await changes(api, changed)))
  return { found, opened, changed, faults }
}
