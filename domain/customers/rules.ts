import { addressFaults } from '../kernel/address.ts'
import { climb } from '../kernel/cycle.ts'
import { block, type Finding, warn } from '../kernel/finding.ts'
import { phoneCountry } from '../kernel/phone.ts'
import { noneTwice, onePrimary } from '../kernel/reachability.ts'
import { repeated } from '../kernel/repeated.ts'
import type { CodedLists } from '../lists/list.ts'
import { listed } from '../lists/listed.ts'
import type { CustomerDraft } from './customer.ts'
import { personalIdFault, taxIdFault } from './tax-id.ts'

type Rule = (customer: CustomerDraft, lists: CodedLists) => readonly Finding[]

/** "A tax id is one that its country could have given, check digit included." */
const taxIdIsValid: Rule = ({ kind, country, taxId }) => {
  if (taxId === undefined) return []
  const fault = kind === 'company' ? taxIdFault(country, taxId) : personalIdFault(country, taxId)
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

/** "A code names one site and one department." */
const codesOnce: Rule = (customer) => [
  ...repeated(customer.sites.map(({ code }) => code)).map((i) => block('site.code_twice', `/sites/${i}/code`)),
  ...(customer.kind === 'company'
    ? repeated(customer.departments.map(({ code }) => code)).map((i) => block('department.code_twice', `/departments/${i}/code`))
    : []),
]

/** "A department belongs to one that exists, and never to itself, however far up." */
const departmentsFormATree: Rule = (customer) => {
  if (customer.kind !== 'company') return []
  const parents = new Map(customer.departments.map(({ code, parent }) => [code, parent]))
  const faultOf = (code: string): 'cycle' | 'unknown_parent' | undefined => {
    const { passed, comesRound } = climb(code, (at) => parents.get(at))
    if (comesRound) return 'cycle'
    return [...passed].every((at) => parents.has(at)) ? undefined : 'unknown_parent'
  }
  return customer.departments.flatMap(({ code }, i) => {
    const fault = faultOf(code)
    return fault ? [block(`department.${fault}`, `/departments/${i}/parent`)] : []
  })
}

/** "Classes come from the firm's own lists; a value that was retired is not given anew." */
const codesAreListed: Rule = (customer, lists) => [
  ...listed(lists, 'tier', customer.tier, '/tier'),
  ...listed(lists, 'stage', customer.stage, '/stage'),
  ...listed(lists, 'industry', customer.industry, '/industry'),
  ...listed(lists, 'scale', customer.scale, '/scale'),
  ...customer.businessLines.flatMap((code, i) => listed(lists, 'businessLine', code, `/businessLines/${i}`)),
  ...customer.tags.flatMap((code, i) => listed(lists, 'tag', code, `/tags/${i}`)),
  ...customer.preferences.flatMap(({ key }, i) => listed(lists, 'preferenceKey', key, `/preferences/${i}/key`)),
  ...(customer.kind === 'individual' ? listed(lists, 'gender', customer.gender, '/gender') : []),
  ...customer.sites.flatMap(({ type }, i) => listed(lists, 'siteType', type, `/sites/${i}/type`)),
]

/** "A team or region that nobody has listed may be a new one, or a slip of the pen: take it, and say so." */
const placesAreKnown: Rule = (customer, lists) =>
  [...listed(lists, 'region', customer.region, '/region'), ...listed(lists, 'team', customer.team, '/team')].map(({ code, pointer }) =>
    warn(code, pointer),
  )

const rules: readonly Rule[] = [
  taxIdIsValid,
  phoneFitsCountry,
  sitesAreDeliverable,
  onePrimary,
  noneTwice,
  codesOnce,
  departmentsFormATree,
  codesAreListed,
  placesAreKnown,
]

/** Every rule that a profile breaks, under the firm's lists as they are now. */
export const findings = (customer: CustomerDraft, lists: CodedLists): readonly Finding[] => rules.flatMap((rule) => rule(customer, lists))
