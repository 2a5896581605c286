import { inboundId } from '../../../functions/doors/keep-inbound.ts'
import { externalIdOf } from '../../../functions/queue/inbound-mail/mail-id.ts'
import { readMail } from '../../../functions/queue/inbound-mail/read-mail.ts'
import type { TestDeployment } from '../deployment.ts'

/** Hands a mail to the deployment as a mail server would. Answers with the status. */
export const deliver = async ({ control }: Pick<TestDeployment, 'control'>, raw: Buffer, query = ''): Promise<number> =>
  (await fetch(`${control}/mail${query}`, { method: 'POST', body: new Uint8Array(raw) })).status

/** By which a mail is known once it is in. */
export const idOfMail = async (raw: Buffer): Promise<string> => inboundId('mail', externalIdOf((await readMail(raw)).mail))
