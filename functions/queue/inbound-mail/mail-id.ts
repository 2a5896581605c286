import { createHash } from 'node:crypto'
import { header, type Mail } from '../../../domain/inbound/mail/mail.ts'
import { messageIdOf } from '../../../domain/inbound/mail/thread.ts'

/** What a mail says, whichever way it came: brought twice it is the same, and no other mail is. */
const fingerprint = (mail: Mail): string => {
  const { from, subject, text = '', html = '', parts } = mail
  const hash = createHash('sha256')
  hash.update(JSON.stringify([messageIdOf(mail) ?? '', from?.address ?? '', header(mail, 'date'), subject, text.length, html.length]))
  hash.update(text).update(html)
  for (const { content } of parts) hash.update(`\n${content.length}\n`).update(content)
  return hash.digest('base64url').slice(0, 22)
}

/**
 * By which a mail is known here. Its own id alone would not do: some mails have none, and whoever knew the id of another's could have
 * that one taken for a repetition, and dropped.
 */
export const externalIdOf = (mail: Mail): string => `${messageIdOf(mail) ?? 'mail'}#${fingerprint(mail)}`
