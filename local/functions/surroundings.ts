import type { Clock } from '../clock.ts'
import type { Engines } from '../engines/engines.ts'
import { localSecret } from '../engines/objects/signature.ts'
import type { Logs } from './logs.ts'
import type { Surroundings } from './pool.ts'

/** What every function finds around it, as Lambda provides it; nothing of this machine's own environment is in it. */
export const surroundingsOf = (
  { table, queues, objects, kms, identity, services }: Engines,
  { region, clock, logs, mailUrl }: { region: string; clock: Clock; logs: Logs; mailUrl: string },
): Surroundings => ({
  environment: {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: localSecret,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_ENDPOINT_URL_DYNAMODB: table.url,
    AWS_ENDPOINT_URL_SQS: queues.url,
    AWS_ENDPOINT_URL_SNS: queues.url,
    AWS_ENDPOINT_URL_S3: objects.url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: identity.people.url,
    AWS_ENDPOINT_URL_SES: mailUrl,
    AWS_ENDPOINT_URL_SESV2: mailUrl,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: mailUrl,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  },
  logPath: logs.pathOf,
  clock: clock.shared,
  services: { ...services, [new URL(mailUrl).port]: 'carriers' },
})
