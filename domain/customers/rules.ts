import { addressFaults } from '../kernel/address.ts'
import { phoneCountry } from '../kernel/phone.ts'
import { type CodedLists, hasActive, type ListId } from '../lists/list.ts'
import type { CustomerDraft } from './customer.ts'
import { taxIdFault } from './tax-id.ts'

/** A member that breaks a rule: `pointer` is a JSON pointer into the profile, `code` the rule's stable name. */
export type Finding = { readonly code: string; readonly pointer: string; readonly severity: 'block' | 'warn' }
type Rule = (customer: CustomerDraft, lists: CodedLists) => readonly Finding[]

const block = (code: string, pointer: string): Finding => ({ code, pointer, severity: 'block' })
const warn = (code: string, pointer: string): Finding => ({ code, pointer, severity: 'warn' })

/** "A tax id is one that its country could have given, check digit included." */
const taxIdIsValid: Rule = ({ country, taxId }) => {
  const fault = taxId && taxIdFault(country, taxId)
  return fault ? [block(`tax_id.${fault}`, '/taxId')] : []
}

/** "A phone from another country than the customer's is worth a second look, and no more." */
const phoneFitsCountry: Rule = ({ country, phones }) =>
  phones.flatMap(({ number }, i) => {
    const phone = phoneCountry(number)
    return phone && phone !== country ? [warn('phone.other_country', `/phones/${i}/number`)] : []
  })

/** "An address has what its country needs to deliver to it." */
const sitesAreDeliverable: Rule = ({ sites }) =>
  sites.flatMap(({ address }, i) => addressFaults(address).map(({ code, pointer }) => block(code, `/sites/${i}/address${pointer}`)))

/** "One of the phones is the first to call, and one of the addresses the first to write to; never two." */
const onePrimary: Rule = ({ phones, emails }) => [
  ...(phones.filter(({ primary }) => primary).length > 1 ? [block('phone.several_primary', '/phones')] : []),
  ...(emails.filter(({ primary }) => primary).length > 1 ? [block('email.several_primary', '/emails')] : []),
]

const repeated = (codes: readonly string[]): readonly number[] => codes.flatMap((code, i) => (codes.indexOf(code) < i ? [i] : []))

/** "A code names one site and one department, and a number or address stands once." */
const nothingTwice: Rule = (customer) => [
  ...repeated(customer.sites.map(({ code }) => code)).map((i) => block('site.code_twice', `/sites/${i}/code`)),
  ...repeated(customer.phones.map(({ number }) => number)).map((i) => block('phone.twice', `/phones/${i}/number`)),
  ...repeated(customer.emails.map(({ address }) => address.toLowerCase())).map((i) => block('email.twice', `/emails/${i}/address`)),
  ...(customer.kind === 'company'
    ? repeated(customer.departments.map(({ code }) => code)).map((i) => block('department.code_twice', `/departments/${i}/code`))
    : []),
]

/** "A department belongs to one that exists, and never to itself, however far up." */
const departmentsFormATree: Rule = (customer) => {
  if (customer.kind !== 'company') return []
  const parents = new Map(customer.departments.map(({ code, parent }) => [code, parent]))
  const climbs = (code: string, seen: ReadonlySet<string>): 'cycle' | 'unknown_parent' | undefined => {
    const parent = parents.get(code)
    if (parent === undefined) return undefined
    if (!parents.has(parent)) return 'unknown_parent'
    return seen.has(parent) ? 'cycle' : climbs(parent, new Set([...seen, parent]))
  }
  return customer.departments.flatMap(({ code }, i) => {
    const fault = climbs(code, new Set([code]))
    return fault ? [block(`department.${fault}`, `/departments/${i}/parent`)] : []
  })
}

const listed = (lists: CodedLists, list: ListId, code: string | undefined, pointer: string): readonly Finding[] =>
  code === undefined || hasActive(lists[list], code) ? [] : [block(`list.${list}_unknown`, pointer)]

/** "Classes come from the firm's own lists; a value that was retired is not given anew." */
const codesAreListed: Rule = (customer, lists) => [
  ...listed(lists, 'tier', customer.tier, '/tier'),
  ...listed(lists, 'stage', customer.stage, '/stage'),
  ...listed(lists, 'industry', customer.industry, '/industry'),
  ...listed(lists, 'scale', customer.scale, '/scale'),
  ...listed(lists, 'region', customer.region, '/region'),
  ...listed(lists, 'team', customer.team, '/team'),
  ...customer.businessLines.flatMap((code, i) => listed(lists, 'businessLine', code, `/businessLines/${i}`)),
  ...customer.sites.flatMap(({ type }, i) => listed(lists, 'siteType', type, `/sites/${i}/type`)),
]

const rules: readonly Rule[] = [
  taxIdIsValid,
  phoneFitsCountry,
  sitesAreDeliverable,
  onePrimary,
  nothingTwice,
  departmentsFormATree,
  codesAreListed,
]

/** Every rule that a profile breaks, under the firm's lists as they are now. */
export const findings = (customer: CustomerDraft, lists: CodedLists): readonly Finding[] => rules.flatMap((rule) => rule(customer, lists))
