import * as z from 'zod'
import { Code } from '../../../domain/kernel/code.ts'
import { ContactId } from '../../../domain/kernel/ids.ts'
import { PlainDate } from '../../../domain/kernel/instant.ts'
import { Language } from '../../../domain/kernel/language.ts'
import type { Respondents } from '../../../domain/surveys/ports.ts'
import { contactKey, currentPeople } from '../contacts/keys.ts'
import { customerKey, customerPartition } from '../customers/keys.ts'
import type { Item, Table } from '../table/table.ts'

const Spoken = z.looseObject({ state: z.looseObject({ language: Language.optional() }) })
const languageIn = (item: Item | undefined): Language | undefined => item && Spoken.parse(item).state.language

const Entry = z.looseObject({ optOut: z.boolean().optional() })
const Reached = z.looseObject({ state: z.looseObject({ emails: z.array(Entry), phones: z.array(Entry) }) })

/** Of a customer's people what says whom to ask: the rest of their row would bring the numbering plans of all countries with it. */
const Person = z
  .object({ contactId: ContactId, role: Code, since: PlainDate, email: z.unknown().optional() })
  .transform(({ email, ...person }) => ({ ...person, hasMailbox: email !== undefined }))

/** Who may be asked, read off what stands in the open: no seal is opened. */
export const surveyRespondents = (table: Table): Respondents => ({
  at: async (customerId) => {
    const items = await table.queryAll({ partition: customerPartition(customerId), prefix: ['sk', currentPeople] })
    return items.map((item) => Person.parse(item))
  },
  reach: async ({ kind, id }) => {
    const item = await table.get(kind === 'contact' ? contactKey(id) : customerKey(id))
    if (!item) return 'none'
    const { emails, phones } = Reached.parse(item).state
    if (emails.some(({ optOut }) => !optOut)) return 'mail'
    return emails.length + phones.length > 0 ? 'call' : 'none'
  },
  language: async (customerId, contactId) => {
    const [customer, contact] = await table.getMany([customerKey(customerId), ...(contactId === undefined ? [] : [contactKey(contactId)])])
    return languageIn(contact) ?? languageIn(customer)
  },
})
