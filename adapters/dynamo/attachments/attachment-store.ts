import { Attachment } from '../../../domain/attachments/attachment.ts'
import { AttachmentEvent } from '../../../domain/attachments/events.ts'
import type { AttachmentStore } from '../../../domain/attachments/ports.ts'
import { recordStore } from '../records/record-store.ts'
import { expiryAttribute } from '../table/indexes.ts'
import type { Table } from '../table/table.ts'
import { attachmentKey } from './keys.ts'

/** "A file that was asked for and never came is forgotten": some time after its form has ended, in seconds. */
const forgottenAfter = 2 * 86_400

export const attachmentStore = (table: Table): AttachmentStore =>
  recordStore(table, {
    kind: 'attachment',
    schema: Attachment,
    events: AttachmentEvent,
    key: attachmentKey,
    indexed: (file) => (file.status === 'asked' ? { [expiryAttribute]: Math.floor(Date.parse(file.askedAt) / 1000) + forgottenAfter } : {}),
    about: () => [],
  })
