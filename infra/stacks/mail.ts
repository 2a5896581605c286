import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Directory } from '../constructs/directory.ts'
import { Mail } from '../constructs/mail.ts'
import { MailDoor } from '../constructs/mail-door.ts'
import type { House } from '../house.ts'
import { mountInboundMail } from '../jobs/inbound-mail.ts'
import { mountMailFeedback } from '../jobs/mail-feedback.ts'
import { mountMessageSender } from '../jobs/message-sender.ts'
import type { MountedJob } from '../jobs/site.ts'
import { mountTicketMail } from '../jobs/ticket-mail.ts'
import type { ApiStack } from './api.ts'
import type { DataStack } from './data.ts'
import type { MessagingStack } from './messaging.ts'

type Needs = {
  readonly house: House
  readonly data: DataStack
  readonly messaging: MessagingStack
  readonly directory: Directory
  readonly api: ApiStack
}

/** Messages to people, and mail from them. It comes behind the API: what is mailed leads to pages there. */
export class MailStack extends Stack {
  /** The jobs that the clock feeds. */
  readonly jobs: readonly MountedJob[]

  constructor(scope: Construct, id: string, { house, data: { table, vault, files }, messaging: { events }, directory, api }: Needs) {
    super(scope, id, { description: 'Lading: messages to people', terminationProtection: house.settings.stage === 'prod' })
    const mail = new Mail(this, 'Mail', house)
    const site = { scope: this, house, table, vault, events, directory, mail, files, origin: api.address }
    const door = new MailDoor(this, 'Door', house)
    this.jobs = [mountMessageSender(site), mountMailFeedback(site), mountInboundMail({ ...site, door }), mountTicketMail(site)]
  }
}
