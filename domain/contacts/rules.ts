import { block, type Finding, warn } from '../kernel/finding.ts'
import type { PlainDate } from '../kernel/instant.ts'
import { phoneCountry } from '../kernel/phone.ts'
import { noneTwice, onePrimary } from '../kernel/reachability.ts'
import type { CodedLists } from '../lists/list.ts'
import { listed } from '../lists/listed.ts'
import type { Affiliation } from './affiliation.ts'
import type { Person } from './contact.ts'
import { type OrgChart, wouldReportToSelf } from './org-chart.ts'
import type { ServedCustomer } from './served.ts'

/** What a person is held against: the firm's lists, and the countries of the customers that they serve. */
export type PersonFacts = { readonly lists: CodedLists; readonly countries: readonly string[] }
type PersonRule = (person: Person, facts: PersonFacts) => readonly Finding[]

/** "A phone from another country than any customer's that they serve is worth a second look, and no more." */
const phoneFitsCountry: PersonRule = ({ phones }, { countries }) =>
  phones.flatMap(({ number }, i) => {
    const country = phoneCountry(number)
    return country === undefined || countries.includes(country) ? [] : [warn('phone.other_country', `/phones/${i}/number`)]
  })

const genderIsListed: PersonRule = ({ gender }, { lists }) => listed(lists, 'gender', gender, '/gender')

const personRules: readonly PersonRule[] = [phoneFitsCountry, onePrimary, noneTwice, genderIsListed]

/** Every rule that a person's own data break. */
export const personFindings = (person: Person, facts: PersonFacts): readonly Finding[] => personRules.flatMap((rule) => rule(person, facts))

/** What a place at a customer is held against. `past` are the person's other affiliations with that customer. */
export type PlaceFacts = {
  readonly contactId: string
  readonly customer: ServedCustomer
  /** Undefined where nobody is put under anybody. */
  readonly chart: OrgChart | undefined
  readonly lists: CodedLists
  readonly past: readonly Affiliation[]
  readonly today: PlainDate
}
type PlaceRule = (affiliation: Affiliation, facts: PlaceFacts) => readonly Finding[]

const roleIsListed: PlaceRule = ({ role }, { lists }) => listed(lists, 'contactRole', role, '/role')

/** "A department is one of that company's own." */
const departmentExists: PlaceRule = ({ department }, { customer }) =>
  department === undefined || customer.departments.some(({ code }) => code === department)
    ? []
    : [block('department.unknown', '/department')]

/** "One reports to somebody who works at the same company, and never to oneself, however far up." */
const reportsWithinCompany: PlaceRule = ({ reportsTo }, { contactId, chart }) => {
  if (reportsTo === undefined || chart === undefined) return []
  if (wouldReportToSelf(chart, contactId, reportsTo)) return [block('reports_to.cycle', '/reportsTo')]
  const there = chart.people.some((colleague) => colleague.contactId === reportsTo)
  return there ? [] : [block('reports_to.not_here', '/reportsTo')]
}

/** "Nobody has started tomorrow, and nobody is at a company twice at a time." */
const beginsInOrder: PlaceRule = ({ since }, { past, today }) => [
  ...(since > today ? [block('affiliation.begins_in_future', '/since')] : []),
  ...(past.some(({ until }) => until !== undefined && until > since) ? [block('affiliation.overlaps', '/since')] : []),
]

const placeRules: readonly PlaceRule[] = [roleIsListed, departmentExists, reportsWithinCompany, beginsInOrder]

/** Every rule that a place at a customer breaks. */
export const placeFindings = (affiliation: Affiliation, facts: PlaceFacts): readonly Finding[] =>
  placeRules.flatMap((rule) => rule(affiliation, facts))

/** "Who left did so after they came, and not tomorrow." */
export const leavingFindings = ({ since }: Affiliation, until: PlainDate, today: PlainDate): readonly Finding[] => [
  ...(until < since ? [block('affiliation.ends_before_it_began', '/until')] : []),
  ...(until > today ? [block('affiliation.ends_in_future', '/until')] : []),
]
