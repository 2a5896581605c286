import { domainToASCII } from 'node:url'
import * as z from 'zod'
import { rule } from './rule.ts'

/** RFC 5321 and 5322 without quoting and comments, which no mailbox of a firm has; RFC 6531 allows letters of any script. */
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const domainName = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=.*[a-z])[a-z0-9-]{2,63}$/

const cut = (value: string): { readonly local: string; readonly domain: string } => {
  const at = value.lastIndexOf('@')
  return { local: value.slice(0, Math.max(at, 0)), domain: value.slice(at + 1) }
}

/** The domain in the form that the mail system itself uses. One that has none is left as it is, to be refused by the rule. */
const ascii = (domain: string): string => (/^[\p{L}\p{M}\p{N}.\u3002-]+$/u.test(domain) && domainToASCII(domain)) || domain

const tidy = (value: string): string => {
  const { local, domain } = cut(value.normalize('NFC').trim())
  return `${local}@${ascii(domain)}`
}

const isAddress = (value: string): boolean => {
  const { local, domain } = cut(value)
  return Buffer.byteLength(local) <= 64 && localPart.test(local) && domainName.test(domain)
}

/** An e-mail address. Its domain is kept in lower case and in ASCII (`物流.中国` is `xn--…`), what stands before the @ as written. */
export const Email = z
  .string()
  .check(rule('email.invalid', (value) => value.isWellFormed() && value.length <= 320))
  .overwrite(tidy)
  .check(rule('email.invalid', isAddress))
  .meta({ class: 'personal', mask: 'email', minLength: 6, maxLength: 320, examples: ['li.na@example.com'] })
export type Email = z.infer<typeof Email>

/** The form in which addresses are compared: in practice no mailbox tells capitals apart. */
export const emailKey = (value: string): string => tidy(value).toLowerCase().normalize('NFC')
