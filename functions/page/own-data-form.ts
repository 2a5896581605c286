import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { type Contact, PersonPatch } from '../../domain/contacts/contact.ts'
import { CustomerPatch, type Individual } from '../../domain/customers/customer.ts'
import { Confirmable } from '../../domain/kernel/confirmation.ts'
import { parsePhone } from '../../domain/kernel/phone.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'

/** Whose data it is: what is shown and asked of them is the same of a contact and of an individual. */
export type Self = Contact | Individual

/** Twenty numbers and addresses, a name, and what else a form says. */
const largest = 32_000

/** What was typed, by the name of its field: `name`, `phones.0`, `phones.new`, `right.name`, and `version`, that of the data which were shown. Shown again where it could not be taken. */
export type Typed = ReadonlyMap<string, string>

/** A form as browsers send it. Of a name that comes twice the first counts. */
export const typedIn = (event: APIGatewayProxyEventV2): Result<Typed, 'large' | 'form'> => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.byteLength > largest) return refuse('large')
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(event.headers['content-type'] ?? '')) return refuse('form')
  const fields = new URLSearchParams(bytes.toString('utf8'))
  return ok(new Map([...new Set(fields.keys())].map((name) => [name, (fields.get(name) ?? '').trim()])))
}

/** The data as the form shows them at first. */
export const typedFrom = (self: Self): Typed =>
  new Map([
    ['name', self.name],
    ['gender', self.gender ?? ''],
    ['birthDate', self.birthDate ?? ''],
    ['language', self.language ?? ''],
    ['channel', self.channel ?? ''],
    ...self.phones.map(({ number }, i) => [`phones.${i}`, number] as const),
    ...self.emails.map(({ address }, i) => [`emails.${i}`, address] as const),
  ])

type Entry = { readonly verifiedAt?: unknown }

/** What somebody corrected is no longer what was verified; emptied, it goes; typed behind the others, it comes. */
const corrected = <One extends Entry>(
  entries: readonly One[],
  typed: (place: number | 'new') => string | undefined,
  { read, write }: { readonly read: (entry: One) => string; readonly write: (entry: One | undefined, value: string) => One },
): One[] => {
  const kept = entries.flatMap((entry, i) => {
    const value = typed(i) ?? read(entry)
    if (value === read(entry)) return [entry]
    return value === '' ? [] : [write(entry, value)]
  })
  const added = typed('new') ?? ''
  return added === '' ? kept : [...kept, write(undefined, added)]
}

/** A number as people write it; one that cannot be read is left for the rules to refuse. */
const asPhone = (value: string): string => {
  const parsed = parsePhone(value, 'CN')
  return parsed.ok ? parsed.value : value
}

const phones = (self: Self, typed: Typed): Self['phones'] =>
  corrected(self.phones, (place) => typed.get(`phones.${place}`), {
    read: ({ number }) => number,
    write: (entry, value) => ({ ...entry, verifiedAt: undefined, number: asPhone(value) }),
  })

const emails = (self: Self, typed: Typed): Self['emails'] =>
  corrected(self.emails, (place) => typed.get(`emails.${place}`), {
    read: ({ address }) => address,
    write: (entry, value) => ({ ...entry, verifiedAt: undefined, address: value }),
  })

const single = ['name', 'gender', 'birthDate', 'language', 'channel'] as const

export type Answer = { readonly patch: PersonPatch; readonly confirmed: readonly Confirmable[] }

/** What somebody says of their own data. A field that the form did not send is left as it is. */
export const answerIn = (self: Self, typed: Typed): Result<Answer, Readonly<Record<string, string>>> => {
  const ticked = Confirmable.options.filter((member) => typed.has(`right.${member}`))
  const said = single.flatMap((member) => {
    const value = typed.get(member)
    if (value === undefined || value === (self[member] ?? '')) return []
    return [[member, value === '' && member !== 'name' ? null : value] as const]
  })
  const patch = ('kind' in self ? CustomerPatch : PersonPatch).safeParse({
    ...Object.fromEntries(said),
    phones: phones(self, typed),
    emails: emails(self, typed),
  })
  if (!patch.success) return refuse(faultsIn(patch.error.issues))
  return ok({ patch: patch.data, confirmed: ticked })
}

type Issue = {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

/** By member: the code of the rule that is broken first. */
export const faultsIn = (issues: readonly Issue[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...issues]
      .reverse()
      .map(({ code, path, params }) => [String(path[0] ?? ''), typeof params?.['code'] === 'string' ? params['code'] : code]),
  )
