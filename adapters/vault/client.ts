import { KMSClient } from '@aws-sdk/client-kms'

/** A key service that hangs is as bad as one that is down: give up within seconds (milliseconds here), three times. */
export const keyClient = (): KMSClient =>
  new KMSClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true } })
