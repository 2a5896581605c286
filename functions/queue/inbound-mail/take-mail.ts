import { domainToASCII } from 'node:url'
import { type AttachmentRef, largestFile } from '../../../domain/attachments/attachment.ts'
import type { AttachmentStore, FileObjects } from '../../../domain/attachments/ports.ts'
import { type Firm, inboundFrom } from '../../../domain/inbound/mail/inbound-from.ts'
import { machineOf } from '../../../domain/inbound/mail/machine.ts'
import { domainOf, type Mail } from '../../../domain/inbound/mail/mail.ts'
import { type PlannedFile, planFiles } from '../../../domain/inbound/mail/plan-files.ts'
import { authenticOf } from '../../../domain/inbound/mail/vouched.ts'
import type { InboundStore } from '../../../domain/inbound/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { AttachmentId } from '../../../domain/kernel/ids.ts'
import { keepFiles } from '../../doors/keep-files.ts'
import { inboundId, keepInbound } from '../../doors/keep-inbound.ts'
import { derivedId } from '../../runtime/derived-id.ts'
import { externalIdOf } from './mail-id.ts'
import { readMail } from './read-mail.ts'
import type { Trace } from './trace.ts'

export type MailPorts = {
  readonly inbound: InboundStore
  readonly attachments: AttachmentStore
  readonly files: Pick<FileObjects, 'put'>
  /** A mail of ours could not be delivered, or somebody says so. */
  readonly bounced: (report: Mail, context: Context) => Promise<void>
  readonly firm: Firm
}

/** A mail as the mail system handed it over. */
export type Handed = Trace & { readonly raw: Uint8Array }

const wholeMail = (raw: Uint8Array, id: AttachmentId): readonly PlannedFile[] =>
  raw.length > largestFile
    ? []
    : [{ ref: { id, name: 'mail.eml', type: 'message/rfc822', size: raw.length }, contentId: undefined, content: raw }]

const enclosedIn = async ({ parts }: Mail): Promise<Mail | undefined> => {
  const found = parts.find(({ type }) => type === 'message/rfc822')
  return found && (await readMail(found.content)).mail
}

/** The domain that readers of a mail see, in the letters of the network. */
const senderDomain = ({ from }: Mail): string => (from ? domainToASCII(domainOf(from.address)) : '')

const refsOf = (files: readonly PlannedFile[]): AttachmentRef[] => files.map(({ ref }) => ref)

/**
 * Reads a mail and keeps what it says for the desk, with its files, once: whoever brings it again brings the same. Answers with the
 * id of what it became.
 */
export const takeMail = async (ports: MailPorts, { raw, verdicts, isInfected, ...handed }: Handed, context: Context): Promise<string> => {
  const { mail, isWhole: isRead } = await readMail(raw)
  const envelope = { ...handed.envelope, authentic: authenticOf(verdicts, senderDomain(mail)) }
  const externalId = externalIdOf(mail)
  const inbound = inboundId('mail', externalId)
  const fileId = (place: number | 'whole') => AttachmentId.parse(derivedId('attachment', `${inbound}:${place}`))
  if (machineOf(mail, envelope) === 'bounce') await ports.bounced(mail, context)
  const { kept, leftOut } = planFiles(mail, fileId)
  const files = isInfected ? [] : kept
  const arrived = {
    ...{ mail, envelope, externalId, files, receivedAt: context.now },
    leftOut: [...leftOut, ...(isInfected ? refsOf(kept).map(({ name }) => name) : [])],
    enclosed: isInfected ? undefined : await enclosedIn(mail),
  }
  const { message, isWhole } = inboundFrom(arrived, ports.firm)
  const all = (isWhole && isRead) || isInfected ? files : [...files, ...wholeMail(raw, fileId('whole'))]
  await keepFiles(ports, all, { inbound, context })
  return keepInbound(ports.inbound, { ...message, attachments: refsOf(all) }, context)
}
