import * as z from 'zod'
import { AffiliatedPerson } from '../../../domain/contacts/summary.ts'
import { Language } from '../../../domain/kernel/language.ts'
import type { Respondents } from '../../../domain/surveys/ports.ts'
import { contactKey, currentPeople } from '../contacts/keys.ts'
import { customerKey, customerPartition } from '../customers/keys.ts'
import { bare } from '../table/items.ts'
import type { Item, Table } from '../table/table.ts'

const Spoken = z.looseObject({ state: z.looseObject({ language: Language.optional() }) })
const languageIn = (item: Item | undefined): Language | undefined => item && Spoken.parse(item).state.language

/** Who may be asked, read off what stands in the open: no seal is opened. */
export const surveyRespondents = (table: Table): Respondents => ({
  at: async (customerId) => {
    const items = await table.queryAll({ partition: customerPartition(customerId), prefix: ['sk', currentPeople] })
    return items.map((item) => {
      const { contactId, role, since } = AffiliatedPerson.parse(bare(item))
      return { contactId, role, since }
    })
  },
  language: async (customerId, contactId) => {
    const [customer, contact] = await table.getMany([customerKey(customerId), ...(contactId === undefined ? [] : [contactKey(contactId)])])
    return languageIn(contact) ?? languageIn(customer)
  },
})
