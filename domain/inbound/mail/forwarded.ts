import { domainOf, type Mailbox } from './mail.ts'

const forwardedSubject = /^[ \t]*(?:(?:fwd?|fw|wg|tr|转发|轉寄|转寄)\s*[:：])/i
const forwardedMark =
  /^[ \t]*(?:-{2,}[ \t]*(?:Forwarded message|转发邮件信息|转发的邮件|转发的消息)[ \t]*-{2,}|(?:Begin forwarded message|开始转发的邮件)[ \t]*[:：])[ \t]*$/im
const fromLine = /^[ \t>*]{0,20}(?:From|发件人|寄件者|差出人|Von|De)[ \t]*\*?[ \t]*[:：][ \t]*\*?[ \t]*(.{1,400})$/gim
/** `<li.na@x.example>`, `[mailto:li.na@x.example]`, `(li.na@x.example)` or nothing around it. */
const written = /[<[(]?(?:mailto:)?([^\s<>[\]()"',;:]+@[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]{2,})/iu

const mailboxIn = (line: string): Mailbox | undefined => {
  const found = written.exec(line)
  if (!found?.[1]) return undefined
  const name = line
    .slice(0, found.index)
    .replace(/["'*<[(]/g, '')
    .trim()
  return { name, address: found[1] }
}

/** Whether somebody passes on what another wrote, by the word that every mail program puts in front of the subject or above the text. */
export const isForward = ({ subject, text }: { readonly subject: string; readonly text: string }): boolean =>
  forwardedSubject.test(subject) || forwardedMark.test(text)

/**
 * "A forward by one of us keeps the customer as the one who asks": who wrote what is passed on, where that can be read. Of a mail
 * that went back and forth it is the latest one who is none of us.
 */
export const originalSender = (text: string, ownDomains: readonly string[]): Mailbox | undefined =>
  [...text.matchAll(fromLine)]
    .flatMap(([, line = '']) => mailboxIn(line) ?? [])
    .find(({ address }) => !ownDomains.includes(domainOf(address)))
