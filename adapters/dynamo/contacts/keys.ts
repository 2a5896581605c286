import type { Key } from '../table/table.ts'

/** Read or write one contact. */
export const contactKey = (contactId: string): Key => ({ pk: `CONTACT#${contactId}`, sk: 'STATE' })

/** List the people of a customer: those who are there now, then those who left or are archived. */
export const affiliationKey = (customerId: string, contactId: string, current: boolean): Key => ({
  pk: `CUSTOMER#${customerId}`,
  sk: `${current ? currentPeople : 'CONTACT#former#'}${contactId}`,
})
export const everyPerson = 'CONTACT#'
export const currentPeople = 'CONTACT#current#'

/** Read or raise the number that counts the changes of who reports to whom at a customer. */
export const orgChartKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'ORGCHART' })
