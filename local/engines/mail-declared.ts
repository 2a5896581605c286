import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { declared, kind } from '../assembly/kind.ts'

export const identityKind = kind('AWS::SES::EmailIdentity', { EmailIdentity: z.string() }, [
  'DkimAttributes',
  'DkimSigningAttributes',
  'ConfigurationSetAttributes',
  'FeedbackAttributes',
  'MailFromAttributes',
  'Tags',
])
export const configurationSetKind = kind('AWS::SES::ConfigurationSet', { Name: z.string().optional() }, [
  'ReputationOptions',
  'SuppressionOptions',
  'DeliveryOptions',
  'SendingOptions',
  'TrackingOptions',
  'VdmOptions',
  'Tags',
])
export const eventDestinationKind = kind(
  'AWS::SES::ConfigurationSetEventDestination',
  {
    ConfigurationSetName: z.string(),
    EventDestination: z.object({
      Enabled: z.boolean().default(true),
      MatchingEventTypes: z.array(z.string().toUpperCase()),
      EventBridgeDestination: z.object({ EventBusArn: z.string() }).optional(),
    }),
  },
  ['EventDestination.Name'],
)

export type DeclaredMail = {
  /** Domains and addresses that mail may be from. */
  readonly identities: readonly string[]
  /** To which event bus what is told of mail under a configuration set goes, and what is told. */
  readonly destinations: readonly { readonly set: string; readonly bus: string; readonly kinds: readonly string[] }[]
}

/** What the templates say of mail. */
export const declaredMail = (assembly: Assembly): DeclaredMail => ({
  identities: declared(assembly, identityKind).map(({ given }) => given.EmailIdentity.toLowerCase()),
  destinations: declared(assembly, eventDestinationKind).flatMap(({ given: { ConfigurationSetName: set, EventDestination: to } }) =>
    to.Enabled && to.EventBridgeDestination ? [{ set, bus: to.EventBridgeDestination.EventBusArn, kinds: to.MatchingEventTypes }] : [],
  ),
})
