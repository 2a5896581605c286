import { type App, Tags } from 'aws-cdk-lib'
import type { House } from './house.ts'
import type { Settings } from './settings.ts'
import { ApiStack } from './stacks/api.ts'
import { DataStack } from './stacks/data.ts'
import { DeskStack } from './stacks/desk.ts'
import { IdentityStack } from './stacks/identity.ts'
import { JobsStack } from './stacks/jobs.ts'
import { MailStack } from './stacks/mail.ts'
import { MessagingStack } from './stacks/messaging.ts'
import { ObservabilityStack } from './stacks/observability.ts'

/** The whole deployment of one stage, in the order in which its stacks come to be. */
export const deployment = (app: App, settings: Settings, codeOf: House['codeOf']): void => {
  const named = (part: string): string => `lading-${settings.stage}-${part}`
  const { alarms } = new ObservabilityStack(app, named('observability'), settings)
  const house = { settings, codeOf, alarms }
  const data = new DataStack(app, named('data'), house)
  const { directory } = new IdentityStack(app, named('identity'), house)
  const messaging = new MessagingStack(app, named('messaging'), { house, data, directory })
  const api = new ApiStack(app, named('api'), { house, data, messaging, directory })
  new DeskStack(app, named('desk'), { house, data, messaging, directory, api })
  const mail = new MailStack(app, named('mail'), { house, data, messaging, directory, api })
  new JobsStack(app, named('jobs'), { house, data, messaging, mail })
  Tags.of(app).add('app', 'lading')
  Tags.of(app).add('stage', settings.stage)
}
