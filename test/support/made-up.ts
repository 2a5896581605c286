import { creditCodeFault } from '../../domain/customers/credit-code.ts'

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
let count = 0
const next = (): number => {
  count += 1
  return count
}

/** A unified social credit code that no other firm of this test file has, with its check digits found by trial. */
export const madeUpTaxId = (): string => {
  const body = `91310115${String(next()).padStart(8, '0')}`
  const found = alphabet.flatMap((a) => alphabet.map((b) => body + a + b)).find((code) => creditCodeFault(code) === undefined)
  if (!found) throw new Error(`no ending fits ${body}`)
  return found
}

export const madeUpPhone = (): string => `+86138${String(10_000_000 + next())}`
export const madeUpEmail = (): string => `desk.${next()}@shunda.example`

/** A company that keeps every rule and clashes with nobody, reachable by phone, e-mail and tax id. */
export const madeUpCompany = (facts: Readonly<Record<string, unknown>> = {}) => ({
  kind: 'company',
  legalName: `上海第${next()}货运代理有限公司`,
  taxId: madeUpTaxId(),
  phones: [{ label: 'switchboard', number: madeUpPhone(), primary: true }],
  emails: [{ label: 'orders', address: madeUpEmail(), primary: true }],
  ...facts,
})
