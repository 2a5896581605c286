import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Refusal } from '../outcome.ts'
import type { Plan, PlannedContact, PlannedCustomer, PlannedNote, PlannedRelation } from '../plan.ts'
import { decode } from './decode.ts'
import { affiliationDraft, contactDraft, countryOf, customerDraft } from './drafts.ts'
import type { Lists } from './lists.ts'
import { type Row, rowsOf } from './rows.ts'

type ReadFile = { readonly plan: Plan; readonly refusals: readonly Refusal[] }
type Own = { readonly head: Row; readonly rows: readonly Row[] }

const refused = ({ number }: Row, member: string, message: string): Refusal => ({ row: number, member, code: 'demo.row_invalid', message })

const notesOf = (no: string, rows: readonly Row[]): readonly PlannedNote[] =>
  rows.flatMap((row) => {
    const [warning, note] = [row.get('warning'), row.get('note')]
    const at = { row: row.number }
    return [
      ...(warning ? [{ ...at, key: `${no}.w${row.number}`, draft: { type: 'warning', text: warning }, pinned: true }] : []),
      ...(note ? [{ ...at, key: `${no}.n${row.number}`, draft: { type: 'general', text: note }, pinned: false }] : []),
    ]
  })

const contactsOf = (no: string, { head, rows }: Own, lists: Lists): readonly PlannedContact[] =>
  rows
    .filter((row) => row.get('contact_name') !== undefined)
    .map((row) => ({
      row: row.number,
      key: `${no}.${row.get('contact_name')}.${row.get('contact_email') ?? row.get('contact_phone') ?? ''}`,
      draft: contactDraft(row, countryOf(head)),
      affiliation: affiliationDraft(row, lists),
      places: [],
    }))

const relationsOf = (no: string, { head }: Own): readonly PlannedRelation[] =>
  (['parent', 'payer'] as const).flatMap((type) => {
    const to = head.get(`${type}_no`)
    return to === undefined ? [] : [{ row: head.number, key: `${no}.${type}`, from: no, to, draft: { type } }]
  })

/** The rows of each customer: one that names it, and those that name more of its people. */
const gathered = (rows: readonly Row[]): { readonly owned: ReadonlyMap<string, Own>; readonly refusals: readonly Refusal[] } => {
  const heads = new Map<string, Row>()
  const refusals: Refusal[] = []
  for (const row of rows) {
    const no = row.get('customer_no')
    if (no === undefined) refusals.push(refused(row, 'customer_no', 'Every row says which customer it is about'))
    else if (row.get('name') !== undefined && heads.has(no)) refusals.push(refused(row, 'customer_no', 'Another row names this customer'))
    else if (row.get('name') !== undefined) heads.set(no, row)
  }
  const strays = rows.filter((row) => row.get('name') === undefined && row.get('customer_no') && !heads.has(row.get('customer_no') ?? ''))
  refusals.push(...strays.map((row) => refused(row, 'customer_no', 'No row names this customer')))
  const of = (no: string, head: Row) =>
    rows.filter((row) => row === head || (row.get('customer_no') === no && row.get('name') === undefined))
  return { owned: new Map([...heads].map(([no, head]) => [no, { head, rows: of(no, head) }])), refusals }
}

/** What a file of customers and their contacts says, see docs/demo-file.md. Rows that cannot be read are told and left out. */
export const planOf = (path: string, lists: Lists): ReadFile => {
  const { owned, refusals } = gathered(rowsOf(decode(readFileSync(path))))
  const all = [...owned]
  const customers = all.map(
    ([no, own]): PlannedCustomer => ({
      key: no,
      row: own.head.number,
      by: 'usr_import',
      draft: customerDraft(own.head, lists),
      contacts: contactsOf(no, own, lists),
      notes: notesOf(no, own.rows),
    }),
  )
  return { plan: { name: basename(path), customers, relations: all.flatMap(([no, own]) => relationsOf(no, own)) }, refusals }
}
