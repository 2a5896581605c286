import { RemovalPolicy } from 'aws-cdk-lib'
import { EmailIdentity, Identity, type IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import type { Settings } from '../settings.ts'

/** A domain, made known to SES, which has each once for an account and region: where it is known already, it is taken as it is. */
export const mailDomain = (scope: Construct, name: string, { stage, knownDomains }: Settings): IEmailIdentity => {
  if (knownDomains.includes(name)) return EmailIdentity.fromEmailIdentityName(scope, 'Domain', name)
  const domain = new EmailIdentity(scope, 'Domain', { identity: Identity.domain(name) })
  // A stage that takes it as known from now on must not end it: mail would stop until its DNS were confirmed anew.
  if (stage === 'prod') domain.applyRemovalPolicy(RemovalPolicy.RETAIN)
  return domain
}
