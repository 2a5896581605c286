import type { Due } from '../../domain/kernel/due.ts'
import type { Key } from './table.ts'

/**
 * One function an access pattern. `docs/access-patterns.md` is made from this file (`npm run docs`): the sentence above each
 * function is its row there.
 */

/** Read or write one customer's profile. */
export const customerKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'STATE' })

/** Read what a customer's 360 view shows, by bounded queries side by side: profile, affiliations, relations, pinned warnings, completeness. */
export const customerPartition = (customerId: string): string => `CUSTOMER#${customerId}`

/** Read how complete a customer's file is, as the completeness job last worked it out. */
export const completenessKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'COMPLETENESS' })

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

/** Read or write one relation between two customers. */
export const relationKey = (relationId: string): Key => ({ pk: `RELATION#${relationId}`, sk: 'STATE' })

/** List the relations of a customer, read from either end. */
export const relationEndKey = (customerId: string, relationId: string): Key => ({
  pk: `CUSTOMER#${customerId}`,
  sk: `RELATION#${relationId}`,
})

/** List the notes of a customer, or read or write one. They grow without bound, so they stand beside what the 360 view reads whole. */
export const noteKey = (customerId: string, noteId: string): Key => ({ pk: `NOTES#${customerId}`, sk: noteId })
export const notePartition = (customerId: string): string => `NOTES#${customerId}`

/** Find the pinned warnings of a customer together with its profile. */
export const pinKey = (customerId: string, noteId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: `PIN#${noteId}` })

/** Read or write one reminder. */
export const reminderKey = (reminderId: string): Key => ({ pk: `REMINDER#${reminderId}`, sk: 'STATE' })

/** List a person's reminders: open ones by when they fall due, ended ones by when they ended. */
export const ownedReminderKey = (owner: string, status: 'open' | 'ended', at: string, reminderId: string): Key => ({
  pk: reminderPartition(owner),
  sk: `${status}#${at}#${reminderId}`,
})
export const reminderPartition = (owner: string): string => `REMINDERS#${owner}`

/** Read or write the link to a person's calendar. */
export const calendarKey = (userId: string): Key => ({ pk: `CALENDAR#${userId}`, sk: 'STATE' })

/** List what is to be done about a customer, the earliest due first. */
export const customerReminderKey = (customerId: string, at: string, reminderId: string): Key => ({
  pk: `CUSTOMER#${customerId}`,
  sk: `${customerReminders}${at}#${reminderId}`,
})
export const customerReminders = 'REMINDER#'

/** Read or write the latest edition of a questionnaire, or list them all. */
export const questionnaireKey = (code: string): Key => ({ pk: 'QUESTIONNAIRE#all', sk: `STATE#${code}` })
export const latestEditions = { partition: 'QUESTIONNAIRE#all', prefix: 'STATE#' } as const

/** Read the edition of a questionnaire that somebody was asked. */
export const editionKey = (code: string, edition: number): Key => ({ pk: 'QUESTIONNAIRE#all', sk: `EDITION#${code}#${digits(edition)}` })

/** Read or write a rule that says which event has somebody asked, or read them all. */
export const surveyRuleKey = (code: string): Key => ({ pk: 'SURVEYRULE#all', sk: code })
export const allSurveyRules = (): string => 'SURVEYRULE#all'

/** Read or write one survey. */
export const surveyKey = (surveyId: string): Key => ({ pk: `SURVEY#${surveyId}`, sk: 'STATE' })

/** List the surveys of a customer or of a contact, the latest first. */
export const surveyOfKey = (askedId: string, at: string, surveyId: string): Key => ({
  pk: `SURVEYS#${askedId}`,
  sk: `${at}#${surveyId}`,
})
export const surveysOf = (askedId: string): string => `SURVEYS#${askedId}`

/** Find the surveys that wait to be sent because of something that happened to a subject. */
export const waitingSurveyKey = (subjectId: string, surveyId: string): Key => ({
  pk: `SURVEYWAIT#${subjectId}`,
  sk: surveyId,
})
export const surveysWaitingFor = (subjectId: string): string => `SURVEYWAIT#${subjectId}`

/** Hold when a contact was last asked, so that nobody is asked too often. */
export const surveyTurnKey = (contactId: string): Key => ({ pk: `SURVEYTURN#${contactId}`, sk: 'TURN' })

/** Work out results: the surveys that were sent in one month, each as a row. */
export const surveyRowKey = (month: string, surveyId: string): Key => ({ pk: `SURVEYMONTH#${month}`, sk: surveyId })
export const surveysSentIn = (month: string): string => `SURVEYMONTH#${month}`

/** Read or write what one person has settled for themselves. */
export const staffKey = (staffId: string): Key => ({ pk: `STAFF#${staffId}`, sk: 'STATE' })

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

/** Find whether and why nothing more goes to an address, which the id tells without saying it. */
export const suppressionKey = (suppressionId: string): Key => ({ pk: `SUPPRESSION#${suppressionId}`, sk: 'STATE' })

/** List what is suppressed of one recipient. */
export const recipientSuppressionKey = (recipientId: string, suppressionId: string): Key => ({
  pk: recipientSuppressions(recipientId),
  sk: suppressionId,
})
export const recipientSuppressions = (recipientId: string): string => `SUPPRESSION#of#${recipientId}`

/** Read or write when a customer's data are reviewed. */
export const reviewKey = (reviewId: string): Key => ({ pk: `REVIEW#${reviewId}`, sk: 'STATE' })

/** List the reviews that wait for somebody, all of them or by owner, team or region, the longest due first. */
export const reviewPartition = (status: 'due' | 'escalated', by: string, value: string): string => `REVIEW/${status}/${by}#${value}`

/** List what somebody was told, or read one notice of it. Ids are in the order of the events. */
export const notificationKey = (user: string, notificationId: string): Key => ({ pk: notificationPartition(user), sk: notificationId })
export const notificationPartition = (user: string): string => `NOTIFICATIONS#${user}`

/** List or count what somebody has not read yet. */
export const unreadKey = (user: string, notificationId: string): Key => ({ pk: unreadPartition(user), sk: notificationId })
export const unreadPartition = (user: string): string => `UNREAD#${user}`

/** Read or write when somebody's daily digest comes next. */
export const digestKey = (digestId: string): Key => ({ pk: `DIGEST#${digestId}`, sk: 'STATE' })

/** Read or write a report that is mailed to somebody again and again. */
export const reportKey = (reportId: string): Key => ({ pk: `REPORT#${reportId}`, sk: 'STATE' })

/** List the reports that are mailed to somebody. */
export const ownedReportKey = (owner: string, reportId: string): Key => ({ pk: ownedReports(owner), sk: reportId })
export const ownedReports = (owner: string): string => `REPORTS#${owner}`

/** Read or write one visit. */
export const visitKey = (visitId: string): Key => ({ pk: `VISIT#${visitId}`, sk: 'STATE' })

/** List the visits of a customer in their order, or read the latest. */
export const visitRowKey = (customerId: string, number: number): Key => ({
  pk: visitPartition(customerId),
  sk: digits(number),
})
export const visitPartition = (customerId: string): string => `VISITS#${customerId}`

/** List visits by what became of them, all of them or by visitor, team or region, in the order of their days. */
export const visitListPartition = (status: string, by: string, value: string): string => `VISIT/${status}/${by}#${value}`

/** Read or write a link behind which somebody sees to their own data. */
export const selfServiceKey = (linkId: string): Key => ({ pk: `SELFSERVICE#${linkId}`, sk: 'STATE' })

/** List the links that were sent to a contact, the latest first. */
export const selfServiceRowKey = (contactId: string, linkId: string): Key => ({ pk: selfServicePartition(contactId), sk: linkId })
export const selfServicePartition = (contactId: string): string => `SELFSERVICE#${contactId}`

/** Read or write what a customer suggested. */
export const suggestionKey = (suggestionId: string): Key => ({ pk: `SUGGESTION#${suggestionId}`, sk: 'STATE' })

/** List what a customer suggested, the latest first. */
export const suggestionOfKey = (customerId: string, at: string, suggestionId: string): Key => ({
  pk: suggestionsOf(customerId),
  sk: `${at}#${suggestionId}`,
})
export const suggestionsOf = (customerId: string): string => `SUGGESTION#of#${customerId}`

/** Count what was suggested in a month, what became of it and what it was about. */
export const suggestionRowKey = (month: string, suggestionId: string): Key => ({ pk: suggestionsIn(month), sk: suggestionId })
export const suggestionsIn = (month: string): string => `SUGGESTION#in#${month}`

/** Append an event of a subject; read a subject's events in the order of time. */
export const eventKey = (subjectId: string, eventId: string): Key => ({ pk: `EVENTS#${subjectId}`, sk: eventId })
export const eventPartition = (subjectId: string): string => `EVENTS#${subjectId}`

/** Hold or find what is unique: a tax id, an e-mail address or a phone number of a noun, by its blind index. */
export const claimKey = (noun: string, field: string, blindIndex: string): Key => ({
  pk: `CLAIM#${noun}#${field}#${blindIndex}`,
  sk: 'CLAIM',
})

/** Read or write a coded list. */
export const listKey = (listId: string): Key => ({ pk: `LIST#${listId}`, sk: 'STATE' })

/** See at the price of one small read whether any coded list has changed. */
export const listsMarkKey: Key = { pk: 'LIST#all', sk: 'MARK' }

/** Remember the first answer to a request that may be repeated. */
export const idempotencyPartition = (subject: string): string => `IDEMPOTENCY#${subject}`

/** Read or write how far a round through all customers has come. */
export const roundKey: Key = { pk: 'ROUND#customers', sk: 'STATE' }

/** Read which schema version the table holds. */
export const schemaKey: Key = { pk: 'SYSTEM#schema', sk: 'STATE' }

/** List customers, all of them or by one class, owner, team or region, in the order of their names; `alias` holds second names. */
export const listPartition = (set: 'active' | 'archived' | 'alias', by: string, value: string): string => `CUSTOMER/${set}/${by}#${value}`

/** Keep the row by which a company is found under its legal name when it goes by a shorter one. */
export const aliasKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'ALIAS' })

/** Find names that start alike: the name without case and width, with the id behind it so that equal names stay apart. */
export const nameKey = (name: string, id: string): string => `${namePrefix(name)}\u0000${id}`
export const namePrefix = (name: string): string => {
  const folded = name.normalize('NFKC').toLowerCase()
  // A sort key has 1,024 bytes, and folding can make one character many.
  return Buffer.byteLength(folded) <= longestName
    ? folded
    : Buffer.from(folded)
        .subarray(0, longestName)
        .toString('utf8')
        .replace(/\uFFFD+$/, '')
}
const longestName = 900

/** List valuable customers of whom we know too little: by tier, then the least complete first. */
export const thinPartition = 'CUSTOMER/thin'
const digits = (number: number): string => String(number).padStart(4, '0')

/** Put them in order: the tier's rank, then how much of the file is there. */
export const thinKey = (tierRank: number, score: number, id: string): string => `${digits(tierRank)}#${digits(score)}#${id}`

/** List all webhooks, never more than a hundred; read or write one. */
export const webhookKey = (webhookId: string): Key => ({ pk: webhookPartition, sk: webhookId })
export const webhookPartition = 'WEBHOOK#all'

/** See at the price of one small read whether any webhook has changed. */
export const webhooksMarkKey: Key = { pk: webhookPartition, sk: 'MARK' }

/** List the deliveries of a webhook in the order of their events, or those of a span of time; read or write one. */
export const deliveryKey = (webhookId: string, deliveryId: string): Key => ({ pk: deliveryPartition(webhookId), sk: deliveryId })
export const deliveryPartition = (webhookId: string): string => `WEBHOOK#${webhookId}#DELIVERIES`

/** Find the deliveries of a webhook that are still open, or those about one record, the earliest event first. */
export const openDeliveryKey = (webhookId: string, { subjectId, eventId }: { subjectId: string; eventId: string }): Key => ({
  pk: openDeliveries(webhookId),
  sk: `${openAbout(subjectId)}${eventId}`,
})
export const openDeliveries = (webhookId: string): string => `WEBHOOK#${webhookId}#OPEN`
export const openAbout = (subjectId: string): string => `${subjectId}#`

/** List the deliveries of a webhook that were given up. */
export const deadDeliveryKey = (webhookId: string, deliveryId: string): Key => ({ pk: deadDeliveries(webhookId), sk: deliveryId })
export const deadDeliveries = (webhookId: string): string => `WEBHOOK#${webhookId}#DEAD`

/** Find what falls due, in the order of time. Spread over so many partitions that none is hot when much falls due at once. */
export const duePartition = (shard: number): string => `DUE/${shard}`
export const dueShards = 8
/** In which of them an id falls. */
export const dueShardOf = (id: string): number => Buffer.from(id).reduce((sum, byte) => sum + byte, 0) % dueShards

/** Put it in order: the moment, then what it is, by which the item is told without being read. */
export const dueKey = ({ at, kind, id }: Due): string => `${at}#${kind}#${id}`
