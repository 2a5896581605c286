import { parsePhone } from '../../domain/kernel/phone.ts'
import type { ColumnName } from './columns.ts'
import type { Lists } from './lists.ts'
import type { Row } from './rows.ts'

/** What is not there is left out; what a cell is called becomes its code. */
type Draft = Readonly<Record<string, unknown>>

const present = (draft: Draft): Draft => Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined))

/** `2024/3/1` and `2024年3月1日`, as spreadsheets write a day, are `2024-03-01`. */
const dayOf = (text: string | undefined): string | undefined => {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text ?? '') ?? []
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
}

const isLibraryCountry = (code: string): code is 'CN' => /^[A-Z]{2}$/.test(code)

/** In E.164 if the country's numbering plan has it, else as it is written, for the API to refuse. */
const phoneOf = (text: string, country: string): string => {
  const parsed = parsePhone(text, isLibraryCountry(country) ? country : undefined)
  return parsed.ok ? parsed.value : text
}

export const countryOf = (row: Row): string => row.get('country')?.toUpperCase() ?? 'CN'

const reached = (row: Row, phone: ColumnName, email: ColumnName, country: string): Draft => {
  const [number, address] = [row.get(phone), row.get(email)]
  return {
    phones: number && [{ number: phoneOf(number, country), primary: true }],
    emails: address && [{ address, primary: true }],
  }
}

const sitesOf = (row: Row, country: string): readonly Draft[] | undefined => {
  const street = row.get('street')
  if (street === undefined) return undefined
  const address = {
    country,
    region: row.get('province'),
    city: row.get('city'),
    district: row.get('district'),
    lines: [street.replace(/\s*[\r\n]+\s*/g, ' ')],
    postalCode: row.get('postal_code'),
  }
  return [{ code: 'main', type: 'office', name: row.get('city') ?? 'main', address: present(address) }]
}

const individuals = new Set(['individual', '个人'])

/** The customer of a row that names one. */
export const customerDraft = (row: Row, lists: Lists): Draft => {
  const coded = (list: string, column: ColumnName) => {
    const called = row.get(column)
    return called && lists(list, called)
  }
  const country = countryOf(row)
  const isIndividual = individuals.has(row.get('kind')?.toLowerCase() ?? '')
  const lines = row.get('business_lines')?.split(/[;；、|]/)
  return present({
    ...(isIndividual
      ? { kind: 'individual', name: row.get('name') }
      : { kind: 'company', legalName: row.get('name'), shortName: row.get('short_name'), mainBusiness: row.get('main_business') }),
    country,
    taxId: row.get('tax_id'),
    ...reached(row, 'phone', 'email', country),
    tier: coded('tier', 'tier'),
    stage: coded('stage', 'stage'),
    industry: coded('industry', 'industry'),
    scale: coded('scale', 'scale'),
    businessLines: lines?.map((line) => lists('businessLine', line)),
    cooperatingSince: dayOf(row.get('cooperating_since')),
    owner: row.get('owner'),
    team: coded('team', 'team'),
    region: coded('region', 'region'),
    sites: sitesOf(row, country),
  })
}

/** The contact of a row that names one; their phone is read as one of their customer's country. */
export const contactDraft = (row: Row, country: string): Draft =>
  present({ name: row.get('contact_name'), ...reached(row, 'contact_phone', 'contact_email', country) })

export const affiliationDraft = (row: Row, lists: Lists): Draft => {
  const role = row.get('contact_role')
  return present({ role: role === undefined ? 'logistics' : lists('contactRole', role), title: row.get('contact_title') })
}
