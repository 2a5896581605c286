import type { Plan, PlannedCustomer, PlannedNote, PlannedRelation } from '../plan.ts'
import { type Brand, brandAt, companyDraft, individualDraft, nameOf, tierAt } from './company.ts'
import { type Numbers, numbersFrom } from './numbers.ts'
import { mostPeople, peopleAt } from './people.ts'
import { homeGround, type Place, places } from './places.ts'
import { type Random, randomOf } from './random.ts'
import { remarks, warnings } from './words.ts'

/** Customers in a block: a company, its branch and its subsidiary, then others who stand alone; the last is a person. */
const block = 12
const people = { vip: 4, regular: 2, potential: 1 } as const

const roleInBlock = (row: number): 'head' | 'branch' | 'subsidiary' | 'alone' | 'person' => {
  const at = row % block
  if (at === 0) return 'head'
  if (at === 1) return 'branch'
  if (at === 2) return 'subsidiary'
  return at === block - 1 ? 'person' : 'alone'
}

const notesOn = (row: number, random: Random): readonly PlannedNote[] => [
  ...(row % 2 === 0 ? [{ key: `c${row}.n1`, row, draft: { type: 'general', text: random.pick(remarks) }, pinned: false }] : []),
  ...(row % 8 === 0 ? [{ key: `c${row}.n2`, row, draft: { type: 'warning', text: random.pick(warnings) }, pinned: true }] : []),
]

type Head = { readonly brand: Brand; readonly name: string }

/** Writes one customer after the other; a branch and a subsidiary take after the head that came last. */
class Writer {
  readonly #random: Random
  readonly #numbers: Numbers
  readonly #seed: number
  #head: Head | undefined

  constructor(seed: number) {
    this.#seed = seed
    this.#random = randomOf(seed)
    this.#numbers = numbersFrom(this.#random)
  }

  #company(row: number, place: Place): { readonly brand: Brand; readonly name: string } {
    const role = roleInBlock(row)
    const head = role === 'branch' || role === 'subsidiary' ? this.#head : undefined
    const brand = head?.brand ?? brandAt(place, this.#random, `${row}${this.#mark}`)
    const name = head && role === 'branch' ? `${head.name}${place.city}分公司` : nameOf(brand, place)
    if (role === 'head') this.#head = { brand, name }
    return { brand, name }
  }

  /** Firms of other seeds have other domains, so that several can be loaded side by side. */
  get #mark(): string {
    return this.#seed === 1 ? '' : `s${this.#seed}`
  }

  write(row: number, extraPerson: boolean): PlannedCustomer {
    const random = this.#random
    const role = roleInBlock(row)
    const place = random.pick(role === 'alone' ? places : homeGround)
    const being = { row, place, random, numbers: this.#numbers }
    const isCompany = role !== 'person'
    const { brand, name } = this.#company(row, place)
    const domain = isCompany ? brand.domain : `mail${this.#mark}.example`
    const draft = isCompany ? companyDraft(brand, name, being) : individualDraft(domain, being)
    const count = Math.min(people[tierAt(row)] + (extraPerson ? 1 : 0), mostPeople)
    const contacts = peopleAt({ row, place, domain, isCompany, count }, random, this.#numbers)
    return { key: `c${row}`, row, by: draft.owner, draft, contacts, notes: notesOn(row, random) }
  }
}

/** "Who keeps the books of the head keeps those of the branch as well": somebody of a head gets a place at its branch. */
const sharingPeople = (customer: PlannedCustomer, hasBranch: boolean): PlannedCustomer => {
  if (!hasBranch || roleInBlock(customer.row) !== 'head') return customer
  const affiliation = { role: 'finance', title: '财务共享中心', since: '2024-01-01' }
  const place = { customer: `c${customer.row + 1}`, affiliation, row: customer.row }
  return { ...customer, contacts: customer.contacts.map((contact, i) => (i === 0 ? { ...contact, places: [place] } : contact)) }
}

const relationsAt = (row: number, count: number): readonly PlannedRelation[] => {
  const at = (other: number) => `c${other}`
  const between = (from: number, to: number, draft: Readonly<Record<string, unknown>>): PlannedRelation[] =>
    Math.max(from, to) < count ? [{ key: `${at(from)}>${at(to)}`, row, from: at(from), to: at(to), draft }] : []
  const payer = between(row + 1, row, { type: 'payer', note: '运费由总部统一支付' }).map((it) => ({ ...it, key: `${it.key}.payer` }))
  return [
    ...between(row, row + 1, { type: 'branch', since: '2019-06-01' }),
    ...between(row + 2, row, { type: 'parent', shareBasisPoints: 7000, since: '2021-04-01' }),
    ...payer,
    ...between(row, row + 3, { type: 'shipper' }),
    ...between(row, row + 4, { type: 'consignee' }),
  ]
}

/**
 * A logistics firm's customers, always the same ones for the same count and seed: two contacts a customer, groups with
 * branches and payers, notes and pinned warnings. Every name, number and address is made up.
 */
export const firmOf = (count: number, seed: number): Plan => {
  const writer = new Writer(seed)
  // Tiers alone make 19 people to ten customers; one in ten knows one more.
  const customers = Array.from({ length: count }, (_, row) => sharingPeople(writer.write(row, row % 10 === 0), row + 1 < count))
  const heads = customers.filter(({ row }) => roleInBlock(row) === 'head')
  return { name: `firm-${seed}`, customers, relations: heads.flatMap(({ row }) => relationsAt(row, count)) }
}
