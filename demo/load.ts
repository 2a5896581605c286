import { createHash } from 'node:crypto'
import { concurrently } from './concurrently.ts'
import type { Deployment } from './deployment.ts'
import { type Outcome, outcomeOf, type Refusal } from './outcome.ts'
import type { Plan, PlannedContact, PlannedCustomer, PlannedNote, PlannedPlace, PlannedRelation } from './plan.ts'

export type Noun = 'customers' | 'contacts' | 'places' | 'notes' | 'relations'
export type Count = { created: number; there: number; refused: number }
export type Loaded = {
  readonly counts: Readonly<Record<Noun, Count>>
  readonly refusals: readonly Refusal[]
  /** Ids by key, of customers and of contacts. */
  readonly ids: ReadonlyMap<string, string>
}
type Asking = { readonly noun: Noun; readonly by: string; readonly row: number; readonly path: string; readonly body: unknown }

const atATime = 8
const none = (): Count => ({ created: 0, there: 0, refused: 0 })

/** Of what is asked and where: a repeated row has the key that it had, a mended one a new one. */
const keyOf = (plan: string, { path, body }: Asking, key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([plan, key, path, body]))
    .digest('base64url')

/** Loads a plan through the API. What is refused is noted, and the rest goes on. */
class Loading {
  readonly counts = { customers: none(), contacts: none(), places: none(), notes: none(), relations: none() }
  readonly refusals: Refusal[] = []
  readonly ids = new Map<string, string>()
  readonly #plan: Plan
  readonly #deployment: Deployment
  readonly #startedAt: string

  constructor(plan: Plan, deployment: Deployment, startedAt: string) {
    this.#plan = plan
    this.#deployment = deployment
    this.#startedAt = startedAt
  }

  async #ask(asking: Asking, key: string): Promise<Outcome> {
    const api = await this.#deployment.as(asking.by)
    const { path, body } = asking
    const answer = await api({ method: 'POST', path, body, key: keyOf(this.#plan.name, asking, key) })
    const outcome = outcomeOf(answer, asking.row, this.#startedAt)
    this.counts[asking.noun][outcome.kind] += 1
    if (outcome.kind === 'refused') this.refusals.push(...outcome.refusals)
    return outcome
  }

  /** What hangs on a row that was refused cannot be loaded either. */
  #without(noun: Noun, row: number, member: string): void {
    this.counts[noun].refused += 1
    this.refusals.push({ row, member, code: 'demo.not_loaded', message: 'The row that this one hangs on was not loaded' })
  }

  readonly customer = async ({ key, by, row, draft }: PlannedCustomer): Promise<void> => {
    const made = await this.#ask({ noun: 'customers', by, row, path: '/v1/customers', body: draft }, key)
    if (made.kind !== 'refused' && made.id !== undefined) this.ids.set(key, made.id)
  }

  /** One after the other, since who stands above must be there before who stands below. */
  readonly around = async (customer: PlannedCustomer): Promise<void> => {
    for (const contact of customer.contacts) await this.#contact(customer, contact)
    for (const note of customer.notes) await this.#note(customer, note)
  }

  async #contact({ key: at, by }: PlannedCustomer, { key, row, draft, affiliation, reportsTo }: PlannedContact): Promise<void> {
    const customerId = this.ids.get(at)
    const superior = reportsTo === undefined ? undefined : this.ids.get(reportsTo)
    if (customerId === undefined) return this.#without('contacts', row, '')
    if (reportsTo !== undefined && superior === undefined) return this.#without('contacts', row, '/affiliation/reportsTo')
    const body = { ...draft, affiliation: { ...affiliation, ...(superior !== undefined && { reportsTo: superior }) } }
    const made = await this.#ask({ noun: 'contacts', by, row, path: `/v1/customers/${customerId}/contacts`, body }, key)
    if (made.kind !== 'refused' && made.id !== undefined) this.ids.set(key, made.id)
  }

  async #note({ key: at, by }: PlannedCustomer, { key, row, draft, pinned }: PlannedNote): Promise<void> {
    const customerId = this.ids.get(at)
    if (customerId === undefined) return this.#without('notes', row, '')
    const path = `/v1/customers/${customerId}/notes`
    const made = await this.#ask({ noun: 'notes', by, row, path, body: draft }, key)
    const api = await this.#deployment.as(by)
    if (made.kind !== 'refused' && pinned) await api({ method: 'POST', path: `${path}/${made.id}/pin` })
  }

  readonly places = async ({ by, contacts }: PlannedCustomer): Promise<void> => {
    for (const { key, places } of contacts) for (const place of places) await this.#place(by, key, place)
  }

  async #place(by: string, contact: string, { customer, affiliation, row }: PlannedPlace): Promise<void> {
    const [contactId, customerId] = [this.ids.get(contact), this.ids.get(customer)]
    if (contactId === undefined || customerId === undefined) return this.#without('places', row, '')
    const path = `/v1/contacts/${contactId}/affiliations`
    await this.#ask({ noun: 'places', by, row, path, body: { customerId, ...affiliation } }, `${contact}@${customer}`)
  }

  readonly relation = async ({ key, row, from, to, draft }: PlannedRelation): Promise<void> => {
    const [fromId, toId] = [this.ids.get(from), this.ids.get(to)]
    if (fromId === undefined || toId === undefined) return this.#without('relations', row, '/to')
    const by = this.#plan.customers.find((customer) => customer.key === from)?.by ?? ''
    const path = `/v1/customers/${fromId}/relations`
    await this.#ask({ noun: 'relations', by, row, path, body: { to: toId, ...draft } }, key)
  }
}

/** `onStep` is told how much of the plan is behind, from 0 to 1. */
export const load = async (plan: Plan, deployment: Deployment, onStep: (done: number) => void): Promise<Loaded> => {
  const loading = new Loading(plan, deployment, await deployment.now())
  const steps = 3 * plan.customers.length + plan.relations.length
  let done = 0
  const stepping =
    <Item>(work: (item: Item) => Promise<void>) =>
    async (item: Item): Promise<void> => {
      await work(item)
      done += 1
      onStep(done / steps)
    }
  await concurrently(plan.customers, atATime, stepping(loading.customer))
  await concurrently(plan.customers, atATime, stepping(loading.around))
  await concurrently(plan.customers, atATime, stepping(loading.places))
  await concurrently(plan.relations, atATime, stepping(loading.relation))
  return loading
}
