import { type Envelope, header, type Mail, plainAddress } from './mail.ts'

/**
 * What a mail is that no person wrote. `bounce`: a mail could not be delivered, or is reported. `reply`: an answer that a machine
 * gives to every mail, such as one about a holiday. `notice`: anything else that machines send, or that goes to many.
 */
export type Machine = 'bounce' | 'reply' | 'notice'

type Seen = { readonly mail: Mail; readonly envelope: Envelope }
type Sign = readonly [machine: Machine, holds: (seen: Seen) => boolean]

const has = ({ mail }: Seen, name: string, pattern = /\S/): boolean => pattern.test(header(mail, name))
const isOf = ({ mail }: Seen, type: string): boolean => mail.parts.some((part) => part.type === type)

/** "What wants no failure reported was sent by a machine": RFC 3834, section 2. */
const wantsNoReport = ({ mail, envelope }: Seen): boolean =>
  (envelope.from !== undefined && plainAddress(envelope.from) === '') ||
  (mail.headers.has('return-path') && plainAddress(header(mail, 'return-path')) === '')

const localPart = ({ mail }: Seen): string => plainAddress(mail.from?.address ?? '').split('@')[0] ?? ''

const postOffice = /^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|mail_delivery)$/
const nobody = /^(?:(?:no|do[-_.]?not)[-_.]?reply|notifications?|bounces?|auto(?:matic)?|robot|daemon)(?:[+._-].*)?$/
const answersBySubject =
  /^(?:(?:re|回复|答复)[:：]\s*)?(?:automatic reply|auto(?:matic)?[- ]?repl(?:y|ied)|auto:|out of (?:the )?office|abwesenheitsnotiz|réponse automatique|自动回复|自动答复|自動回覆|自動返信|不在)/i

const isToMany = (seen: Seen): boolean =>
  has(seen, 'list-id') || has(seen, 'list-unsubscribe') || has(seen, 'precedence', /^(?:bulk|list|junk)/i)

/** "Behind the shared address of a customer's department there are people": whoever may post to a list, a list may pass on. */
const isDiscussed = (seen: Seen): boolean => has(seen, 'list-post', /mailto:/i)

/** The signs in the order in which they are believed: the first that is seen says what the mail is. */
const signs: readonly Sign[] = [
  ['bounce', (seen) => isOf(seen, 'message/delivery-status') || isOf(seen, 'message/feedback-report')],
  ['bounce', (seen) => has(seen, 'content-type', /^multipart\/report/i) && has(seen, 'content-type', /delivery-status|feedback-report/i)],
  ['bounce', (seen) => has(seen, 'x-failed-recipients')],
  ['bounce', (seen) => wantsNoReport(seen) && postOffice.test(localPart(seen))],
  // RFC 3834, section 5.
  ['reply', (seen) => has(seen, 'auto-submitted', /^auto-replied/i)],
  ['reply', (seen) => has(seen, 'x-autoreply') || has(seen, 'x-autorespond') || has(seen, 'precedence', /^auto[-_]?reply/i)],
  ['reply', (seen) => wantsNoReport(seen) && has(seen, 'in-reply-to')],
  ['reply', (seen) => answersBySubject.test(seen.mail.subject) && (has(seen, 'x-auto-response-suppress') || wantsNoReport(seen))],
  ['notice', (seen) => has(seen, 'auto-submitted', /^(?!no\b)\S/i)],
  ['notice', (seen) => isToMany(seen) && !isDiscussed(seen)],
  ['notice', (seen) => has(seen, 'x-auto-response-suppress', /all|oof|autoreply|\bdr\b|\brn\b|nrn/i)],
  ['notice', (seen) => answersBySubject.test(seen.mail.subject)],
  ['notice', (seen) => wantsNoReport(seen) || nobody.test(localPart(seen)) || postOffice.test(localPart(seen))],
]

/** What sort of machine wrote a mail; undefined for one that a person may have written. */
export const machineOf = (mail: Mail, envelope: Envelope): Machine | undefined => signs.find(([, holds]) => holds({ mail, envelope }))?.[0]
