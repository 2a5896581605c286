import { digits } from '../table/digits.ts'
import type { Key } from '../table/table.ts'

/** Read or write one message. */
export const messageKey = (messageId: string): Key => ({ pk: `MESSAGE#${messageId}`, sk: 'STATE' })

/** List the messages that concern a customer, in the order in which they were asked for. */
export const customerMessageKey = (customerId: string, queuedAt: string, messageId: string): Key => ({
  pk: customerMessages(customerId),
  sk: `${queuedAt}#${messageId}`,
})
export const customerMessages = (customerId: string): string => `MESSAGE#of#${customerId}`

/** List the messages in a state that asks for somebody's attention, whomever they were for. */
export const attendedMessageKey = (state: string, queuedAt: string, messageId: string): Key => ({
  pk: attendedMessages(state),
  sk: `${queuedAt}#${messageId}`,
})
export const attendedMessages = (state: string): string => `MESSAGE#in#${state}`

/** Read or write the version of a template that is in use. Those that ship stand in no table until somebody rewrites them. */
export const templateKey = (code: string): Key => ({ pk: `TEMPLATE#${code}`, sk: 'STATE' })

/** Read an earlier version of a template, or list them. */
export const templateVersionKey = (code: string, version: number): Key => ({ pk: `TEMPLATE#${code}`, sk: `VERSION#${digits(version)}` })

/** List the templates that somebody has written: a handful, so they stand together. */
export const templateListKey = (code: string): Key => ({ pk: templateList, sk: code })
export const templateList = 'TEMPLATE#all'

/** Find the message that WeChat calls so. It ends by itself. */
export const carriedKey = (msgId: string): Key => ({ pk: `CARRIED#${msgId}`, sk: 'STATE' })

/** Leave word of what WeChat tells of a message, until a job writes it down. */
export const carrierNewsKey = (msgId: string): Key => ({ pk: `CARRIERNEWS#${msgId}`, sk: 'STATE' })

/** Find whether and why nothing more goes to an address, which the id tells without saying it. */
export const suppressionKey = (suppressionId: string): Key => ({ pk: `SUPPRESSION#${suppressionId}`, sk: 'STATE' })

/** List what is suppressed of one recipient. */
export const recipientSuppressionKey = (recipientId: string, suppressionId: string): Key => ({
  pk: recipientSuppressions(recipientId),
  sk: suppressionId,
})
export const recipientSuppressions = (recipientId: string): string => `SUPPRESSION#of#${recipientId}`
